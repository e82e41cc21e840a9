import { FileRefused } from '../formats/format-reader.ts';
import type { SourceFile } from '../source-file.ts';

/** A file that is named among the others, and says why it cannot be read when somebody reads it. */
export function unreadableSource(name: string, size: number, reason: string): SourceFile {
  return {
    name,
    size,
    stream: () =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          controller.error(new FileRefused(reason));
        },
      }),
    slice: () => Promise.reject(new FileRefused(reason)),
  };
}
