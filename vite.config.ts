import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

/**
 * What the page and its workers may load: code and styles from their own host and nowhere else; data also by https,
 * for models and corpora that the person asks for.
 */
const POLICY = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  // ONNX Runtime starts its threads from a blob.
  'worker-src': "'self' blob:",
  'connect-src': "'self' https:",
  'img-src': "'self' data:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

function policyText(changes: Partial<Record<keyof typeof POLICY | 'frame-ancestors', string>> = {}): string {
  return Object.entries({ ...POLICY, ...changes })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}

/** Cross-origin isolation gives WASM its threads. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Hosts that set no headers still get the policy; `frame-ancestors` has no meaning in a meta element. */
function policyInPage(): Plugin {
  return {
    name: 'crosslens:policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policyText() },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** `models/` is served from the root in development, and lies beside the page when it is built. */
function copyModels(): Plugin {
  let from = '';
  let to = '';
  return {
    name: 'crosslens:models',
    apply: 'build',
    configResolved(config) {
      from = join(config.root, 'models');
      to = join(resolve(config.root, config.build.outDir), 'models');
    },
    async closeBundle() {
      await cp(from, to, { recursive: true });
    },
  };
}

/** Every browser that runs this app reads woff2; the woff twins would double the fonts in the build. */
function woff2Only(): Plugin {
  return {
    name: 'crosslens:woff2-only',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@fontsource') || !/\.css($|\?)/.test(id)) return null;
      return { code: code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ''), map: null };
    },
  };
}

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export default defineConfig({
  // An experiment file says which version wrote it.
  define: { __APP_VERSION__: JSON.stringify(version) },
  // A missing file answers 404 rather than with the page, so that a loader sees what is wrong.
  appType: 'mpa',
  plugins: [react(), tailwind(), policyInPage(), copyModels(), woff2Only()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // `light-dark()` and nesting are written as they are.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Inlined fonts and images would need `data:` in the policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    headers: {
      ...ISOLATION,
      // The development server injects styles and the refresh preamble inline, and talks over a socket.
      'Content-Security-Policy': policyText({
        'script-src': "'self' 'unsafe-inline' 'wasm-unsafe-eval'",
        'style-src': "'self' 'unsafe-inline'",
        'connect-src': "'self' https: ws:",
        'frame-ancestors': "'none'",
      }),
    },
  },
  preview: {
    headers: { ...ISOLATION, 'Content-Security-Policy': policyText({ 'frame-ancestors': "'none'" }) },
  },
});
