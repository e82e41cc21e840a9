import type { FileStore } from '../engine/storage/file-store.ts';

/** What a store gives back when it is put to everything that it promises. */
export type StoreObservations = Readonly<Record<string, unknown>>;

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values);

/** The same steps on every store; run in vitest and in a browser's worker, so it asserts nothing itself. */
export async function useStore(store: FileStore): Promise<StoreObservations> {
  const content = async (path: string): Promise<number[] | null> => {
    const blob = await store.read(path);
    return blob === null ? null : [...new Uint8Array(await blob.arrayBuffer())];
  };
  const paths = async (folder: string): Promise<string[]> =>
    (await store.list(folder)).map(({ path, bytes: size }) => `${path} ${size}`).sort();
  const seen: Record<string, unknown> = {
    'nothing listed': await store.list('models'),
    'nothing read': await store.read('models/a'),
  };
  await store.remove('models/a');

  await store.write('models/a/profile.json', bytes(1));
  await store.write('models/a/onnx/model.onnx', new Blob([bytes(2, 3)]));
  await store.write('models2/b', bytes(9));
  await store.write('models/a/profile.json', bytes(4, 5, 6));
  seen['every depth'] = await paths('models');
  seen['replaced whole'] = await content('models/a/profile.json');
  const [listed] = await store.list('models');
  seen['just now'] = Math.abs(Date.now() - (listed?.modified ?? 0)) < 60_000;

  const first = await store.append('downloads/x');
  await first.write(bytes(1, 2));
  await first.write(bytes(3));
  seen['size'] = first.size;
  seen['one writer'] = await store.append('downloads/x').then(
    async (other) => {
      await other.close();
      return 'two';
    },
    (error: unknown) => (error as { code?: string }).code,
  );
  await first.close();
  seen['appended'] = await content('downloads/x');
  const second = await store.append('downloads/x');
  await second.write(bytes(4));
  await second.close();
  seen['went on'] = await content('downloads/x');
  const third = await store.append('downloads/x', 1);
  seen['kept'] = third.size;
  await third.write(bytes(7));
  await third.close();
  seen['cut off'] = await content('downloads/x');

  await store.write('models/files/x', bytes(2, 2, 2));
  await store.move('downloads/x', 'models/files/x');
  seen['moved'] = await content('models/files/x');
  seen['moved away'] = await content('downloads/x');

  for (const path of ['models/a/1', 'models/a/b/2', 'models/ab/3', 'models/4'])
    await store.write(path, bytes(0));
  await store.remove('models/a');
  await store.remove('models/4');
  await store.remove('models/files');
  seen['what only begins alike'] = await paths('models');
  for (const folder of ['models', 'models2', 'downloads']) await store.remove(folder);
  seen['nothing left'] = await paths('models');
  return seen;
}

export const PROMISED: StoreObservations = {
  'nothing listed': [],
  'nothing read': null,
  'every depth': ['models/a/onnx/model.onnx 2', 'models/a/profile.json 3'],
  'replaced whole': [4, 5, 6],
  'just now': true,
  size: 3,
  'one writer': 'not-possible',
  appended: [1, 2, 3],
  'went on': [1, 2, 3, 4],
  kept: 1,
  'cut off': [1, 7],
  moved: [1, 7],
  'moved away': null,
  'what only begins alike': ['models/ab/3 1'],
  'nothing left': [],
};
