/** Paths inside a model's folder: forward slashes, nothing above the folder. */

/** Folder of a file, with the slash at its end; empty for a file at the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * The file that a graph means by the place of its external data.
 * @returns `null` for a place outside the graph's folder
 */
export function resolveBeside(graph: string, place: string): string | null {
  const parts = place.split('/');
  const outside = parts.some((part) => part === '..' || part === '.' || part === '') || place.includes('\\');
  return outside ? null : folderOf(graph) + place;
}
