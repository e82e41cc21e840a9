import { openOpfsStore } from '../../src/engine/storage/opfs-store.ts';
import { openStore } from '../../src/engine/storage/open-store.ts';
import { useStore } from '../../src/testing/store-scenario.ts';
import type { StoreRequest } from './requests.ts';

const MEGABYTE = 2 ** 20;

self.onmessage = (event: MessageEvent<StoreRequest>) => {
  void run(event.data).then(
    (found) => {
      self.postMessage(found);
    },
    (error: unknown) => {
      self.postMessage(`failed: ${String(error)}`);
    },
  );
};

async function run({ what, without = [] }: StoreRequest): Promise<unknown> {
  for (const part of without) {
    const owner = part === 'getDirectory' ? StorageManager.prototype : FileSystemFileHandle.prototype;
    Reflect.deleteProperty(owner, part);
  }
  if (what === 'open') return (await openStore()).keeps;
  const store = await openOpfsStore('test');
  switch (what) {
    case 'scenario':
      return useStore(store);
    case 'begin': {
      const appender = await store.append('half');
      await appender.write(new Uint8Array(MEGABYTE));
      return appender.size;
    }
    case 'size': {
      const size = (await store.read('half'))?.size ?? 0;
      await (await store.append('half')).close();
      return size;
    }
    case 'fill': {
      const appender = await store.append('full');
      let code = '';
      for (let at = 0; at < 64 && code === ''; at += 1) {
        await appender.write(new Uint8Array(MEGABYTE)).catch((error: unknown) => {
          code = (error as { code?: string }).code ?? String(error);
        });
      }
      const { size } = appender;
      await appender.close();
      const kept = (await store.read('full'))?.size;
      await store.remove('full');
      return { code, whole: size === kept && size % MEGABYTE === 0 && size > 0 };
    }
  }
}
