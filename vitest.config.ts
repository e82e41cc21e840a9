import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['src/**/*.test.ts', 'e2e/{support,conformance}/**/*.test.ts'], testTimeout: 60_000 },
});
