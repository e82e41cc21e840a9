import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/noto-sans/index.css';
import '@fontsource/noto-sans-sc/400.css';
import { detectCapabilities } from '../client/capabilities.ts';
import { SessionProvider } from '../client/react/session-context.tsx';
import { createViewStateStore, ViewStateProvider } from '../client/react/view-state-context.tsx';
import { createSession } from '../client/session/session.ts';
import '../ui/styles/fonts.css';
import '../ui/styles/app.css';
import { ExperimentProvider } from './experiment/experiment-context.tsx';
import { Frame } from './shell/frame.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');

const viewState = createViewStateStore(window);
const { arms, encoders, corpusId, queryLanguages, passageLanguages, rows } = viewState.get();
const session = createSession({
  capabilities: await detectCapabilities(),
  baseUrl: new URL(import.meta.env.BASE_URL, window.location.href).href,
  choice: { queryLanguages, passageLanguages, rows },
  corpusId,
  arms,
  encoders,
});
// Answers come from workers of this page: being offline stops none of them.
const queries = new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } });

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <ViewStateProvider store={viewState}>
        <SessionProvider value={session}>
          <ExperimentProvider>
            <Frame />
          </ExperimentProvider>
        </SessionProvider>
      </ViewStateProvider>
    </QueryClientProvider>
  </StrictMode>,
);
