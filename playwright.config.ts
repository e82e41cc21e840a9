import { defineConfig } from '@playwright/test';
import { findChromium } from './e2e/support/find-chromium.ts';
import { RESOLVE_TO_HUB } from './e2e/support/hub-server.ts';

const PORT = Number(process.env['CROSSLENS_PORT'] ?? 4317);
const chromium = findChromium();

/** Without these, a headless Chromium on a closed network waits for hosts that it never reaches. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 1,
  // One more try where the machine stuttered; the report calls such a test flaky, so that it is seen.
  retries: process.env['CI'] ? 1 : 0,
  reporter: process.env['CI'] ? [['list']] : [['line']],
  use: {
    baseURL: `http://localhost:${String(PORT)}`,
    viewport: { width: 1440, height: 900 },
    // A trace takes a picture of the whole document at every step, which doubles the time of many tests.
    trace: process.env['CI'] ? 'off' : 'retain-on-failure',
    launchOptions: {
      ...(chromium === null ? {} : { executablePath: chromium }),
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...QUIET],
    },
  },
  projects: [
    { name: 'chromium', testIgnore: ['webgpu.spec.ts', 'network/*.spec.ts'] },
    {
      name: 'webgpu',
      testMatch: 'webgpu.spec.ts',
      use: {
        launchOptions: {
          ...(chromium === null ? {} : { executablePath: chromium }),
          args: [
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            ...QUIET,
            '--enable-unsafe-webgpu',
            '--use-webgpu-adapter=swiftshader',
          ],
        },
      },
    },
    {
      // Every https address answers from a server of the test's own: see e2e/support/hub-server.ts.
      name: 'network',
      testMatch: 'network/*.spec.ts',
      use: {
        ignoreHTTPSErrors: true,
        launchOptions: {
          ...(chromium === null ? {} : { executablePath: chromium }),
          args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...QUIET, ...RESOLVE_TO_HUB],
        },
      },
    },
  ],
  webServer: {
    command: `npm run build && npx vite preview --port ${String(PORT)} --strictPort`,
    url: `http://localhost:${String(PORT)}`,
    timeout: 180_000,
    reuseExistingServer: !process.env['CI'],
    stdout: 'ignore',
  },
});
