#!/usr/bin/env node
// The command line is TypeScript like everything else; tsx runs it as it stands, so there is no build to forget.
import { register } from 'tsx/esm/api';

register();
await import('../src/cli/main.ts');
