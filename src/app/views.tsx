import type { ComponentType } from 'react';
import { lazy } from 'react';
import type { View } from '../client/view-state.ts';
import { CorpusView } from '../features/corpus/corpus-view.tsx';
import { EncodersView } from '../features/encoders/encoders-view.tsx';
import { SearchView } from '../features/search/search-view.tsx';
import type { IconName } from '../ui/icon.tsx';

interface ViewEntry {
  readonly view: View;
  readonly title: string;
  readonly icon: IconName;
  readonly component: ComponentType;
}

/** The pipeline, in the order a person thinks. Views with charts are fetched when they are first opened. */
export const VIEW_ENTRIES: readonly ViewEntry[] = [
  { view: 'corpus', title: 'Corpus', icon: 'corpus', component: CorpusView },
  { view: 'encoders', title: 'Encoders', icon: 'encoders', component: EncodersView },
  { view: 'search', title: 'Search', icon: 'search', component: SearchView },
  {
    view: 'recall',
    title: 'Recall',
    icon: 'recall',
    component: lazy(async () => ({
      default: (await import('../features/recall/recall-view.tsx')).RecallView,
    })),
  },
  {
    view: 'queries',
    title: 'Queries',
    icon: 'queries',
    component: lazy(async () => ({
      default: (await import('../features/queries/queries-view.tsx')).QueriesView,
    })),
  },
  {
    view: 'bias',
    title: 'Bias',
    icon: 'bias',
    component: lazy(async () => ({ default: (await import('../features/bias/bias-view.tsx')).BiasView })),
  },
  {
    view: 'xqg',
    title: 'xQG',
    icon: 'xqg',
    component: lazy(async () => ({ default: (await import('../features/xqg/xqg-view.tsx')).XqgView })),
  },
  {
    view: 'lab',
    title: 'Lab',
    icon: 'lab',
    component: lazy(async () => ({ default: (await import('../features/lab/lab-view.tsx')).LabView })),
  },
  {
    view: 'regimes',
    title: 'Regimes',
    icon: 'regimes',
    component: lazy(async () => ({
      default: (await import('../features/regimes/regimes-view.tsx')).RegimesView,
    })),
  },
  {
    view: 'storage',
    title: 'Storage',
    icon: 'storage',
    component: lazy(async () => ({
      default: (await import('../features/storage/storage-view.tsx')).StorageView,
    })),
  },
];

/** The key of a view: its place from 1, and 0 for the tenth. */
export function keyOf(index: number): string {
  return String((index + 1) % 10);
}

export function viewTitle(view: View): string {
  return VIEW_ENTRIES.find((entry) => entry.view === view)?.title ?? view;
}
