import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listFolder } from '../../testing/zoo.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import { describeModel } from './describe-model.ts';

const TRANSFORMER = { idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' };
const POOLING = { idx: 1, name: '1', path: '1_Pooling', type: 'sentence_transformers.models.Pooling' };
const NORMALIZE = { idx: 9, name: '9', path: '9_Normalize', type: 'sentence_transformers.models.Normalize' };
const dense = (path: string) => ({ idx: 2, name: '2', path, type: 'sentence_transformers.models.Dense' });
const BERT = {
  architectures: ['BertModel'],
  model_type: 'bert',
  hidden_size: 384,
  max_position_embeddings: 512,
};
const TANH = { in_features: 384, out_features: 128, activation_function: 'torch.nn.modules.activation.Tanh' };

/** A repository in memory: objects are JSON, numbers the sizes of files that nobody reads. */
type Repository = Readonly<Record<string, unknown>>;
const SMALLEST: Repository = { 'config.json': BERT, 'tokenizer.json': 1, 'onnx/model.onnx': 400 };

const look = (repository: Repository, name = 'somebody/some-model') =>
  describeModel(
    Object.entries(repository).map(([path, content]) => ({
      path,
      bytes: typeof content === 'number' ? content : null,
      sha256: null,
    })),
    (path) => Promise.resolve(new TextEncoder().encode(JSON.stringify(repository[path]))),
    name,
  );

describe('describeModel', () => {
  it.each([
    ['bag-hybrid', 'BagOfSubwords', 704, 'model_quantized.onnx', 'q8'],
    ['bag-mono', 'BagOfSubwords', 704, 'model_quantized.onnx', 'q8'],
    ['bag-xy', 'BagOfSubwords', 704, 'model_quantized.onnx', 'q8'],
    ['small-hybrid', 'BertModel', 320, 'model_quantized.onnx', 'q8'],
    ['small-hybrid-q4', 'BertModel', 320, 'model_q4.onnx', 'q4'],
  ])('describes %s as the manifest does', async (id, architecture, dimensions, file, dtype) => {
    const folder = new URL(`../../../models/${id}/`, import.meta.url);
    const found = await describeModel(
      listFolder(folder),
      (path) => Promise.resolve(new Uint8Array(readFileSync(new URL(path, folder)))),
      id,
    );
    expect(found).toMatchObject({
      architecture,
      graphs: [{ model: `onnx/${file}`, queryModel: null, dtype }],
      limits: { maxTokens: 512, dimensions },
      matryoshka: [],
      settings: {
        pooling: { value: 'mean', from: '1_Pooling/config.json, pooling_mode_mean_tokens' },
        normalize: { value: true, from: 'modules.json, Normalize' },
        maxTokens: { value: 512, from: 'sentence_bert_config.json, max_seq_length' },
        dimensions: { value: null },
        prefixes: {
          value: { query: '', passage: '' },
          from: 'config_sentence_transformers.json, prompts.query for queries, prompts.passage for passages',
        },
      },
      dense: [],
      notes: [],
    });
  });

  it('says of every setting that no file gives it', async () => {
    const { settings, limits, architecture } = await look(SMALLEST);
    expect(architecture).toBe('BertModel');
    expect(limits).toEqual({ maxTokens: 512, dimensions: 384 });
    expect(settings.pooling).toEqual({
      value: 'mean',
      from: 'no file of the repository says; the mean is usual',
    });
    expect(settings.normalize.value).toBe(true);
    expect(settings.normalize.from).toContain('no file of the repository says');
    expect(settings.maxTokens).toEqual({ value: 512, from: 'config.json, max_position_embeddings' });
    expect(settings.prefixes).toEqual({
      value: { query: '', passage: '' },
      from: 'no file of the repository names a prompt',
    });
  });

  it('knows the conventions of a family, and says that they are not the repository’s word', async () => {
    const { settings } = await look(SMALLEST, 'Xenova/multilingual-e5-small');
    expect(settings.prefixes).toEqual({
      value: { query: 'query: ', passage: 'passage: ' },
      from: 'a convention of E5 models; the repository’s files do not say it',
    });
    const copied = await look({
      ...SMALLEST,
      'config.json': { ...BERT, _name_or_path: 'intfloat/multilingual-e5-base' },
    });
    expect(copied.settings.prefixes.value.query).toBe('query: ');
    // Empty prompts are what sentence-transformers writes where nobody gave any.
    const empty = await look(
      { ...SMALLEST, 'config_sentence_transformers.json': { prompts: { query: '', document: '' } } },
      'e5-small',
    );
    expect(empty.settings.prefixes.value.query).toBe('query: ');
    expect(empty.settings.prefixes.from).toContain('the prompts in config_sentence_transformers.json are empty');
    const bge = await look(SMALLEST, 'Xenova/bge-m3');
    expect(bge.settings.pooling).toMatchObject({ value: 'cls', from: expect.stringContaining('BGE-M3') as string });
    // What the repository says goes before what its family does.
    const own = await look(
      { ...SMALLEST, 'config_sentence_transformers.json': { prompts: { query: 'q: ', passage: 'p: ' } } },
      'e5-small',
    );
    expect(own.settings.prefixes.value).toEqual({ query: 'q: ', passage: 'p: ' });
    // "e5" inside another word is no E5.
    expect((await look(SMALLEST, 'me50-large')).settings.prefixes.value.query).toBe('');
  });

  it('takes the prompts for searching among several', async () => {
    const prompts = {
      query: 'task: search result | query: ',
      document: 'title: none | text: ',
      Clustering: 'task: clustering | query: ',
      STS: 'task: sentence similarity | query: ',
    };
    const found = await look({ ...SMALLEST, 'config_sentence_transformers.json': { prompts } });
    expect(found.settings.prefixes).toEqual({
      value: { query: prompts.query, passage: prompts.document },
      from: 'config_sentence_transformers.json, prompts.query for queries, prompts.document for passages',
    });
    expect(found.notes).toEqual([
      'config_sentence_transformers.json has prompts for other tasks, which are not used: Clustering, STS.',
    ]);
    const stella = await look({
      ...SMALLEST,
      'config_sentence_transformers.json': { prompts: { s2p_query: 'Instruct: find\nQuery: ', s2s_query: 'x' } },
    });
    expect(stella.settings.prefixes.value).toEqual({ query: 'Instruct: find\nQuery: ', passage: '' });
    const byDefault = await look({
      ...SMALLEST,
      'config_sentence_transformers.json': { prompts: { any: 'any: ' }, default_prompt_name: 'any' },
    });
    expect(byDefault.settings.prefixes.value).toEqual({ query: 'any: ', passage: 'any: ' });
  });

  it.each<[string, unknown, string, string]>([
    ['cls', { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false }, 'cls', 'pooling_mode_cls_token'],
    ['the last token', { pooling_mode_lasttoken: true }, 'last', 'pooling_mode_lasttoken'],
    ['a name, as newer files have it', { pooling_mode: 'lasttoken', embedding_dimension: 8 }, 'last', 'pooling_mode'],
    ['a list of one', { pooling_mode: ['cls'] }, 'cls', 'pooling_mode'],
    ['nothing', {}, 'mean', 'no mode'],
  ])('reads the pooling: %s', async (_, config, value, field) => {
    const { settings } = await look({
      ...SMALLEST,
      'modules.json': [TRANSFORMER, POOLING],
      '1_Pooling/config.json': config,
    });
    expect(settings.pooling).toEqual({ value, from: `1_Pooling/config.json, ${field}` });
  });

  it.each<[string, unknown, string]>([
    ['several poolings', { pooling_mode_cls_token: true, pooling_mode_mean_tokens: true }, 'several poolings'],
    ['several by name', { pooling_mode: ['mean', 'max'] }, 'several poolings (mean, max)'],
    ['the maximum', { pooling_mode_max_tokens: true }, 'the pooling max_tokens, which is not supported'],
    ['weights', { pooling_mode: 'weightedmean' }, 'the pooling weightedmean, which is not supported'],
    ['what is no pooling', { pooling_mode_cls_token: 'yes' }, 'does not describe a pooling'],
  ])('refuses %s with the reason', async (_, config, message) => {
    const repository = {
      ...SMALLEST,
      'modules.json': [TRANSFORMER, POOLING],
      '1_Pooling/config.json': config,
    };
    await expect(look(repository)).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining(message) as string,
    });
  });

  it('reads how vectors are compared', async () => {
    const normalize = async (repository: Repository) =>
      (await look({ ...SMALLEST, ...repository })).settings.normalize;
    const modules = { 'modules.json': [TRANSFORMER, POOLING], '1_Pooling/config.json': {} };
    expect(await normalize({ ...modules, 'modules.json': [TRANSFORMER, POOLING, NORMALIZE] })).toMatchObject({
      value: true,
      from: 'modules.json, Normalize',
    });
    expect(
      await normalize({ ...modules, 'config_sentence_transformers.json': { similarity_fn_name: 'dot' } }),
    ).toEqual({ value: false, from: 'config_sentence_transformers.json, similarity_fn_name dot' });
    expect(
      (await normalize({ ...modules, 'config_sentence_transformers.json': { similarity_fn_name: 'cosine' } }))
        .value,
    ).toBe(true);
    expect((await normalize(modules)).from).toContain('modules.json has no Normalize');
  });

  it('reads lengths from the first file that knows one', async () => {
    const XLMR = { model_type: 'xlm-roberta', max_position_embeddings: 514, pad_token_id: 1, hidden_size: 8 };
    const lengths = async (repository: Repository) => {
      const { limits, settings } = await look({ ...SMALLEST, ...repository });
      return [settings.maxTokens.value, settings.maxTokens.from, limits.maxTokens];
    };
    expect(await lengths({ 'config.json': XLMR })).toEqual([
      512,
      'config.json, max_position_embeddings less 2',
      512,
    ]);
    expect(await lengths({ 'tokenizer_config.json': { model_max_length: 128 } })).toEqual([
      128,
      'tokenizer_config.json, model_max_length',
      512,
    ]);
    // 10³⁰ is how tokenizers say that there is no limit.
    expect((await lengths({ 'tokenizer_config.json': { model_max_length: 1e30 } }))[0]).toBe(512);
    expect(
      await lengths({
        'sentence_bert_config.json': { max_seq_length: 1024 },
        'tokenizer_config.json': { model_max_length: 128 },
      }),
    ).toEqual([
      512,
      'sentence_bert_config.json, max_seq_length says 1024, and the model has 512 positions',
      512,
    ]);
    expect((await lengths({ 'config.json': { model_type: 't5' } })).slice(0, 2)).toEqual([
      512,
      'no file of the repository says; 512 is usual',
    ]);
  });

  it('finds Dense modules in their order, and the length of what comes out', async () => {
    const found = await look({
      ...SMALLEST,
      'modules.json': [TRANSFORMER, POOLING, dense('2_Dense'), dense('3_Dense_64'), NORMALIZE],
      '1_Pooling/config.json': { word_embedding_dimension: 384, pooling_mode_mean_tokens: true },
      '2_Dense/config.json': TANH,
      '2_Dense/model.safetensors': 4,
      '3_Dense_64/config.json': { in_features: 128, out_features: 64, activation_function: 'torch.nn.modules.linear.Identity' },
      '3_Dense_64/model.safetensors': 4,
      '3_Dense_32/config.json': TANH,
    });
    expect(found.dense).toEqual(['2_Dense', '3_Dense_64']);
    expect(found.limits.dimensions).toBe(64);
    expect(found.notes).toEqual([]);
  });

  it.each<[string, Repository, string]>([
    ['weights of PyTorch only', { '2_Dense/pytorch_model.bin': 4 }, 'not there as model.safetensors'],
    [
      'an activation that is not known',
      { '2_Dense/config.json': { ...TANH, activation_function: 'torch.nn.GELU' }, '2_Dense/model.safetensors': 4 },
      'its activation is GELU',
    ],
    [
      'vectors of tokens',
      { '2_Dense/config.json': { ...TANH, module_input_name: 'token_embeddings' }, '2_Dense/model.safetensors': 4 },
      'it works on token_embeddings',
    ],
  ])('leaves the pooling to the graph where a Dense module has %s', async (_, files, message) => {
    const found = await look({
      ...SMALLEST,
      'modules.json': [TRANSFORMER, POOLING, dense('2_Dense')],
      '1_Pooling/config.json': { pooling_mode_mean_tokens: true },
      '2_Dense/config.json': TANH,
      ...files,
    });
    expect(found.dense).toEqual([]);
    expect(found.settings.pooling.value).toBe('output');
    expect(found.settings.pooling.from).toContain(message);
    expect(found.notes[0]).toContain(message);
  });

  it('notes modules that are not applied, and refuses pipelines in another order', async () => {
    const modules = (...list: unknown[]) =>
      look({ ...SMALLEST, 'modules.json': list, '1_Pooling/config.json': {}, '2_Dense/config.json': TANH });
    const lstm = { idx: 1, name: '1', path: '1_LSTM', type: 'sentence_transformers.models.LSTM' };
    const dropout = { idx: 2, name: '2', path: '2_Dropout', type: 'sentence_transformers.models.Dropout' };
    expect((await modules(TRANSFORMER, lstm, POOLING, dropout)).notes).toEqual([
      'modules.json has a module LSTM (1_LSTM), which is not applied: vectors differ from those of sentence-transformers.',
    ]);
    await expect(modules(TRANSFORMER, POOLING, NORMALIZE, dense('2_Dense'))).rejects.toThrow('after vectors were scaled');
    await expect(modules(TRANSFORMER, dense('2_Dense'), POOLING)).rejects.toThrow('before pooling');
  });

  it('reads where vectors may be cut', async () => {
    const cut = async (repository: Repository, name?: string) => {
      const { matryoshka, settings, notes } = await look({ ...SMALLEST, ...repository }, name);
      return [matryoshka, settings.dimensions.value, notes.length];
    };
    const jina = { 'config.json': { ...BERT, matryoshka_dimensions: [32, 384, 64, 128, 'x'] } };
    expect(await cut(jina)).toEqual([[128, 64, 32], null, 0]);
    expect(await cut({ 'config_sentence_transformers.json': { truncate_dim: 256 } })).toEqual([[256], 256, 0]);
    expect(await cut({}, 'onnx-community/embeddinggemma-300m-ONNX')).toEqual([[256, 128], null, 1]);
  });

  it('lists graphs with their number format and all bytes, those in onnx/ first', async () => {
    const { graphs } = await look({
      ...SMALLEST,
      'onnx/model.onnx_data': 2_000,
      'onnx/model.onnx_data_1': 30,
      'onnx/Constant_7_attr__value': 5,
      'onnx/config.json': {},
      'onnx/model_fp16.onnx': 200,
      'onnx/model_fp16.onnx.data': 1,
      'onnx/model_quantized.onnx': 100,
      'onnx/model_O4.onnx': 90,
      'onnx/model_qint8_avx512_vnni.onnx': 80,
      'onnx/model_bnb4.onnx': 70,
      'onnx/decoder_model.onnx': 70,
      'onnx/openvino-less/model_q4.onnx': 60,
      'model.onnx': 50,
    });
    expect(graphs.map(({ model, dtype, bytes }) => [model, dtype, bytes])).toEqual([
      ['onnx/model.onnx', 'fp32', 2_435],
      ['onnx/model_O4.onnx', 'O4', 90],
      ['onnx/model_bnb4.onnx', 'bnb4', 70],
      ['onnx/model_fp16.onnx', 'fp16', 201],
      ['onnx/model_qint8_avx512_vnni.onnx', 'qint8_avx512_vnni', 80],
      ['onnx/model_quantized.onnx', 'q8', 100],
      ['model.onnx', 'fp32', 50],
      ['onnx/openvino-less/model_q4.onnx', 'q4', 60],
    ]);
  });

  it('puts the two halves of a pair together, under whatever names', async () => {
    const half = (folder: string, prompt: string): Repository => ({
      [`${folder}/config.json`]: { ...BERT, architectures: ['DPRContextEncoder'] },
      [`${folder}/config_sentence_transformers.json`]: { prompts: { query: prompt, passage: prompt } },
      [`${folder}/onnx/model.onnx`]: 10,
      [`${folder}/onnx/model_quantized.onnx`]: 5,
    });
    for (const [query, passage] of [
      ['query', 'passage'],
      ['question_encoder', 'ctx_encoder'],
      ['mdpr/question-encoder', 'mdpr/context-encoder'],
    ] as const) {
      const found = await look({
        ...half(query, 'q '),
        ...half(passage, 'p '),
        [`${passage}/tokenizer.json`]: 1,
      });
      expect(found.graphs).toEqual([
        { model: `${passage}/onnx/model.onnx`, queryModel: `${query}/onnx/model.onnx`, dtype: 'fp32', bytes: 20 },
        {
          model: `${passage}/onnx/model_quantized.onnx`,
          queryModel: `${query}/onnx/model_quantized.onnx`,
          dtype: 'q8',
          bytes: 10,
        },
      ]);
      expect(found.settings.prefixes.value).toEqual({ query: 'q ', passage: 'p ' });
      // DPR's own head gives the vector, and is compared by the inner product.
      expect(found.settings.pooling.value).toBe('output');
      expect(found.settings.normalize.value).toBe(false);
    }
  });

  it('reads a folder whose own name stands before every path', async () => {
    const found = await look({
      'my-model/config.json': BERT,
      'my-model/tokenizer.json': 1,
      'my-model/onnx/model.onnx': 4,
      'my-model/modules.json': [TRANSFORMER, POOLING],
      'my-model/1_Pooling/config.json': { pooling_mode_cls_token: true },
    });
    expect(found.settings.pooling.value).toBe('cls');
    expect(found.graphs[0]?.model).toBe('my-model/onnx/model.onnx');
  });

  it.each<[string, Repository, string]>([
    ['no ONNX file', { 'config.json': BERT, 'tokenizer.json': 1, 'model.safetensors': 9 }, 'has no ONNX file'],
    [
      'no tokenizer',
      { 'config.json': BERT, 'onnx/model.onnx': 1, 'sentencepiece.bpe.model': 9 },
      'There is no tokenizer.json (sentencepiece.bpe.model alone is not read)',
    ],
    ['a list in place of its settings', { ...SMALLEST, 'config.json': [] }, 'is not a JSON object'],
    ['no list of modules', { ...SMALLEST, 'modules.json': { a: 1 } }, 'is no list of modules'],
    [
      'a prompt as long as a book',
      { ...SMALLEST, 'config_sentence_transformers.json': { prompts: { query: 'x'.repeat(5000) } } },
      'a prompt of 5000 characters',
    ],
  ])('refuses a repository with %s', async (_, repository, message) => {
    await expect(look(repository)).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining(message) as string,
    });
  });

  it('names a file that is not what it should be', async () => {
    const read = (content: string) =>
      describeModel(
        Object.keys(SMALLEST).map((path) => ({ path, bytes: null, sha256: null })),
        () => Promise.resolve(new TextEncoder().encode(content)),
        'some/model',
      );
    await expect(read('<!doctype html>')).rejects.toMatchObject({
      code: 'file-damaged',
      message: expect.stringContaining('config.json of some/model is a web page') as string,
    });
    await expect(read('{"a":')).rejects.toMatchObject({ code: 'model-invalid' });
  });

  it('describes or refuses whatever the files hold, and fails on none', async () => {
    const paths = [
      'config.json',
      'modules.json',
      '1_Pooling/config.json',
      '2_Dense/config.json',
      'tokenizer_config.json',
      'sentence_bert_config.json',
      'config_sentence_transformers.json',
    ];
    const modules = fc.constantFrom([TRANSFORMER, POOLING], [TRANSFORMER, POOLING, dense('2_Dense')], []);
    await fc.assert(
      fc.asyncProperty(
        fc.record(Object.fromEntries(paths.map((path) => [path, fc.oneof(fc.jsonValue(), modules)])), {
          requiredKeys: [],
        }),
        async (repository) => {
          const files = { ...repository, 'onnx/model.onnx': 1, 'tokenizer.json': 1, '2_Dense/model.safetensors': 1 };
          const error = await look(files).then(
            () => null,
            (thrown: unknown) => thrown,
          );
          if (error !== null) expect(error).toBeInstanceOf(CrosslensError);
        },
      ),
    );
  });
});
