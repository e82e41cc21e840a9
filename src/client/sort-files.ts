/** What files that were dropped on the page are for. */
export interface SortedFiles {
  /** A model's folder, whole. */
  readonly model: readonly File[];
  readonly corpus: readonly File[];
  /** Arms of the Lab. */
  readonly arms: readonly File[];
}

/**
 * Files with an ONNX graph among them are a model's folder, all of them: its JSON files are no corpus, and its
 * `.safetensors` no arm. Without one, `.safetensors` files are arms of the Lab, and all else is a corpus.
 */
export function sortDropped(files: readonly File[]): SortedFiles {
  if (files.some(({ name }) => /\.onnx$/i.test(name))) return { model: files, corpus: [], arms: [] };
  const arms = files.filter(({ name }) => /\.safetensors$/i.test(name));
  return { model: [], corpus: files.filter((file) => !arms.includes(file)), arms };
}

/** The path of a file within what was picked or dropped, the folder's own name first where there is one. */
export function pathOf(file: File): string {
  return file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;
}

/**
 * A file of a dropped folder under its path, which the browser gives to picked folders alone.
 * @param path with `/` between folders, and none before the first
 */
export function atPath(file: File, path: string): File {
  return new File([file], path, { type: file.type, lastModified: file.lastModified });
}

/** What to call a folder that files came with. */
export function folderOf(files: readonly File[], fallback: string): string {
  const [first] = files;
  const parts = first === undefined ? [] : pathOf(first).split('/');
  return parts.length > 1 ? (parts[0] ?? fallback) : fallback;
}
