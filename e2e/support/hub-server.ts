import type { HubServer } from '../../src/testing/hub-server.ts';
import { startHubServer } from '../../src/testing/hub-server.ts';

export { readFolder, zooFolder } from '../../src/testing/folder-files.ts';

/**
 * The whole of the internet, as the browser tests of `e2e/network` see it: the project `network` in
 * playwright.config.ts starts Chromium with `RESOLVE_TO_HUB`, which leads every https address, whatever its host, to
 * this server. What it was not given answers 401 or 404; everything that left the page stands in `hub.requests`.
 *
 *     let hub: HubServer;
 *     test.beforeAll(async () => { hub = await startBrowserHub(); });
 *     test.afterAll(() => hub.close());
 *     test.beforeEach(() => { hub.forget(); hub.clearFaults(); });
 *
 *     hub.addRepo('models', 'zoo/bert-mean', readFolder(zooFolder('bert-mean')), { licence: 'mit' });
 *     hub.addRepo('datasets', 'miracl/miracl', { 'miracl-v1.0-sw/topics.tsv': '…' });
 *     hub.addFile('https://raw.githubusercontent.com/google-research-datasets/…/en.json', text);
 *     hub.fault('model.onnx', { kind: 'stall', after: 4096 });
 *
 * Repositories are asked for as on huggingface.co: `hub:zoo/bert-mean`, or any address under https://huggingface.co.
 * The app itself stays at http://localhost, which is not led here. Tests run one at a time, so the port is one.
 */
export function startBrowserHub(): Promise<HubServer> {
  return startHubServer({ port: HUB_PORT, secure: true });
}

const HUB_PORT = Number(process.env['CROSSLENS_HUB_PORT'] ?? 4319);

/** For Chromium's command line: https everywhere is this machine's test server, with a certificate that nobody signed. */
export const RESOLVE_TO_HUB: readonly string[] = [
  // The browser's own errands, which no page asked for, end before they begin.
  `--host-resolver-rules=MAP *.googleapis.com ~NOTFOUND, MAP *.google.com ~NOTFOUND, MAP *:443 127.0.0.1:${String(HUB_PORT)}`,
  '--ignore-certificate-errors',
];
