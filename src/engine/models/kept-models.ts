import { z } from 'zod';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import { encoderProfileSchema } from '../../protocol/encoder.ts';
import type { FileStore } from '../storage/file-store.ts';

/** Folder of models that are kept. */
const MODELS = 'models';
/** Content by its SHA-256: settings of one model share its weights. */
const FILES = `${MODELS}/files`;

/** A model as it lies in the store. */
export interface KeptModel {
  /** Names it to `remove`. */
  readonly key: string;
  /** `null` where its description cannot be read. */
  readonly profile: EncoderProfile | null;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly saved: number;
  /** Other models that use files of this one. */
  readonly shares: number;
}

/** Models in a store: `models/<id>/profile.json`, and their files by content under `models/files/<sha256>`. */
export interface KeptModels {
  list(): Promise<readonly KeptModel[]>;
  /** The files of a profile; `null` unless all are there at their sizes. Hashes are checked by whoever loads them. */
  blobs(profile: EncoderProfile): Promise<Readonly<Record<string, Blob>> | null>;
  profile(id: string): Promise<EncoderProfile | null>;
  /** Content that is kept already; `null` where it is not. */
  content(sha256: string, bytes: number): Promise<Blob | null>;
  /** @throws CrosslensError `storage-full` */
  addContent(sha256: string, content: Blob): Promise<void>;
  /** Takes over what lies elsewhere in the store. What is kept already stays untouched: somebody may be reading it. */
  moveContent(sha256: string, bytes: number, from: string): Promise<void>;
  /** Written last: a model whose profile is there is whole. @throws CrosslensError `storage-full` */
  addProfile(profile: EncoderProfile): Promise<void>;
  /** The profile, and the files that no other one uses. */
  remove(key: string): Promise<void>;
}

export function createKeptModels(store: FileStore): KeptModels {
  const profileAt = async (key: string): Promise<EncoderProfile | null> => {
    const stored = await store.read(profilePath(key));
    if (stored === null) return null;
    try {
      return encoderProfileSchema.parse(JSON.parse(await stored.text()));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
      throw error;
    }
  };
  const content = async (sha256: string, bytes: number): Promise<Blob | null> => {
    const blob = await store.read(contentPath(sha256));
    return blob?.size === bytes ? blob : null;
  };
  const list = async (): Promise<readonly KeptModel[]> => {
    const files = (await store.list(MODELS)).filter(({ path }) => path.endsWith('/profile.json'));
    const kept = await Promise.all(
      files.map(async ({ path, bytes, modified }) => {
        const key = path.slice(MODELS.length + 1, -'/profile.json'.length);
        return { key, profile: await profileAt(key), size: bytes, modified };
      }),
    );
    const users = new Map<string, Set<string>>();
    for (const { key, profile } of kept) {
      for (const { sha256 } of profile?.files ?? [])
        users.set(sha256, (users.get(sha256) ?? new Set()).add(key));
    }
    return kept.map(({ key, profile, size, modified }) => ({
      key,
      profile,
      bytes: (profile?.files ?? []).reduce((sum, file) => sum + file.bytes, size),
      saved: modified,
      shares: new Set((profile?.files ?? []).flatMap(({ sha256 }) => [...(users.get(sha256) ?? [])])).size - 1,
    }));
  };
  return {
    list,
    content,
    async blobs(profile) {
      const found: Record<string, Blob> = {};
      for (const { path, sha256, bytes } of profile.files) {
        const blob = await content(sha256, bytes);
        if (blob === null) return null;
        found[path] = blob;
      }
      return found;
    },
    profile: (id) => profileAt(keyOf(id)),
    async addContent(sha256, blob) {
      if ((await content(sha256, blob.size)) === null) await store.write(contentPath(sha256), blob);
    },
    async moveContent(sha256, bytes, from) {
      if ((await content(sha256, bytes)) === null) await store.move(from, contentPath(sha256));
    },
    addProfile: (profile) =>
      store.write(profilePath(keyOf(profile.id)), new TextEncoder().encode(JSON.stringify(profile))),
    async remove(key) {
      await store.remove(`${MODELS}/${key}`);
      const used = new Set(
        (await list()).flatMap(({ profile }) => profile?.files ?? []).map(({ sha256 }) => sha256),
      );
      for (const { path } of await store.list(FILES)) {
        if (!used.has(path.slice(FILES.length + 1))) await store.remove(path);
      }
    },
  };
}

/** Ids have a colon, which not every file system takes. */
export function keyOf(id: string): string {
  return id.replace(':', '-');
}

function profilePath(key: string): string {
  return `${MODELS}/${key}/profile.json`;
}

function contentPath(sha256: string): string {
  return `${FILES}/${sha256}`;
}
