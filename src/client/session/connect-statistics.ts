import type { StatisticsContract } from '../../protocol/statistics.ts';
import type { Connection } from '../connect.ts';
import { connect } from '../connect.ts';
import { spawnStatistics } from '../spawn.ts';

/** The worker of the tests: started with the first question, and again after a death. */
export function connectStatistics(): Connection<StatisticsContract> {
  let connection: Connection<StatisticsContract> | null = null;
  const open = (): Connection<StatisticsContract> =>
    (connection ??= connect<StatisticsContract>(spawnStatistics, 'the statistics', () => {
      connection = null;
    }));
  return {
    call: (method, input, options) => open().call(method, input, options),
    dispose() {
      connection?.dispose();
    },
  };
}
