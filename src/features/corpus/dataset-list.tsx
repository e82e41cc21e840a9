import { DATASETS } from '../../domain/catalogue/datasets.ts';
import { Icon } from '../../ui/icon.tsx';
import { DatasetCard } from './dataset-card.tsx';

/** The dataset catalogue. It opens in place; nothing in it is fetched until its button is pressed. */
export function DatasetList() {
  return (
    <details className="group/datasets rounded-lg border border-line bg-panel">
      <summary className="flex list-none flex-wrap items-baseline gap-x-3 gap-y-0.5 rounded-lg px-4 py-3 hover:bg-hover">
        <h2 className="flex items-center gap-1.5 text-base font-semibold">
          <Icon
            name="right"
            size={14}
            className="transition-transform duration-150 group-open/datasets:rotate-90"
          />
          Public datasets
        </h2>
        <span className="text-sm text-faint">{DATASETS.map(({ name }) => name).join(', ')}</span>
      </summary>
      <ul className="divide-y divide-line border-t border-line px-4">
        {DATASETS.map((dataset) => (
          <li key={dataset.id}>
            <DatasetCard dataset={dataset} />
          </li>
        ))}
      </ul>
    </details>
  );
}
