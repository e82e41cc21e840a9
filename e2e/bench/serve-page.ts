import { build, preview } from 'vite';

/** With threads a page has to be isolated. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export interface ServedPage {
  /** The folder of the page's index.html. */
  readonly root: string;
  /** What is served beside the page, as it is. */
  readonly publicDir: string;
  /** Where the built page goes; emptied first. */
  readonly outDir: string;
  readonly port: number;
}

/** Builds a bench page as the app is built, and serves it, isolated, with what lies beside it. */
export async function servePage({
  root,
  publicDir,
  outDir,
  port,
}: ServedPage): Promise<{ close(): Promise<void> }> {
  const common = { root, configFile: false as const, logLevel: 'error' as const, publicDir };
  await build({
    ...common,
    worker: { format: 'es' },
    build: { outDir, target: 'es2023', emptyOutDir: true, chunkSizeWarningLimit: 1e5 },
  });
  return preview({ ...common, build: { outDir }, preview: { port, strictPort: true, headers: ISOLATION } });
}
