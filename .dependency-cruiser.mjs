/** The layers of src, and which of them each may import. Anything that is not named here is forbidden. */
const LAYERS = {
  domain: [],
  protocol: ['domain'],
  engine: ['domain', 'protocol'],
  workers: ['domain', 'protocol', 'engine'],
  client: ['domain', 'protocol'],
  ui: ['domain'],
  features: ['domain', 'protocol', 'client', 'ui'],
  app: ['domain', 'protocol', 'client', 'ui', 'features'],
  cli: ['domain', 'protocol', 'engine'],
};

const TESTS = '\\.test\\.tsx?$';

const layerRules = Object.entries(LAYERS).map(([layer, allowed]) => ({
  name: `${layer} imports ${allowed.length === 0 ? 'nothing else' : `only ${allowed.join(', ')}`}`,
  severity: 'error',
  from: { path: `^src/${layer}/`, pathNot: TESTS },
  to: { path: '^src/', pathNot: `^src/(${[layer, ...allowed].join('|')})/` },
}));

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'domain is free of packages',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: TESTS },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'core'] },
    },
    {
      name: 'onnxruntime is touched in one place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/ort/' },
      to: { path: 'node_modules/onnxruntime' },
    },
    {
      name: 'React stays out of the client core',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '^src/client/react/' },
      to: { path: 'node_modules/(react|@tanstack)' },
    },
    {
      name: 'features do not know each other',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', 'tsconfig\\.json$', '\\.worker\\.ts$'] },
      to: {},
    },
    { name: 'nothing unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
    exclude: { path: '\\.css$' },
  },
};
