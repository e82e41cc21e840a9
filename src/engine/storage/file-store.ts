/**
 * Files that outlive the page, under paths with `/` between folders: OPFS in a browser, a folder for the command line,
 * memory where neither is to be had. Names are made by this program; none is a person's.
 */
export interface FileStore {
  readonly keeps: 'disk' | 'memory';
  /** Paths of all files under a folder, with their sizes; empty where there is no such folder. */
  list(folder: string): Promise<readonly StoredFile[]>;
  /** `null` where there is no such file. The Blob reads from disk when it is read. */
  read(path: string): Promise<Blob | null>;
  /**
   * Replaces the file whole: whoever reads sees the old one or the new one.
   * @throws CrosslensError `storage-full`
   */
  write(path: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void>;
  /**
   * Goes on writing at the end of a file, or begins it. A file has one writer at a time.
   * @param keep bytes of what is there that stay; the rest is cut off. All of it unless given.
   * @throws CrosslensError `not-possible` while somebody else writes it, another tab maybe
   */
  append(path: string, keep?: number): Promise<FileAppender>;
  /** Gives a file another path, in place of what is there; nothing is copied where the system can do without. */
  move(from: string, to: string): Promise<void>;
  /** A file, or a folder with all that is in it. What is not there is removed already. */
  remove(path: string): Promise<void>;
}

export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

export interface FileAppender {
  /** Bytes that the file has. */
  readonly size: number;
  /** @throws CrosslensError `storage-full`; what was written before stays */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** What was written is on disk when this resolves. */
  close(): Promise<void>;
}
