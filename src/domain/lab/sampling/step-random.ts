import { seededRandom } from '../../random.ts';

/** What random numbers are drawn for, so that two uses with one seed do not see the same ones. */
export type Stream = 'alignment' | 'hybrid' | 'distillation' | 'labelled' | 'transport texts' | 'transport';

const STREAMS: Readonly<Record<Stream, number>> = {
  alignment: 1,
  hybrid: 2,
  distillation: 3,
  labelled: 4,
  'transport texts': 5,
  transport: 6,
};

/**
 * Random numbers of one step. They depend on the seed, the use and the step alone: a run that is stopped and gone on
 * with draws what it would have drawn.
 */
export function stepRandom(seed: number, stream: Stream, step: number): () => number {
  return seededRandom([STREAMS[stream], step].reduce(mix, mix(0, seed)));
}

/** One round of MurmurHash3's finaliser (Austin Appleby, public domain): neighbouring steps get unlike seeds. */
function mix(state: number, value: number): number {
  let mixed = Math.imul((state ^ value) >>> 0, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
