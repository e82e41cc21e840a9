import { describe, expect, it } from 'vitest';
import { chooseGeneratorFiles, readGeneratorFiles } from './model-files.ts';

const BASE = ['config.json', 'tokenizer.json'];
const onnx = (...names: string[]): string[] => names.map((name) => `onnx/${name}.onnx`);
const choose = (...graphs: string[]) => chooseGeneratorFiles([...BASE, ...onnx(...graphs)], 'mine');

describe('chooseGeneratorFiles', () => {
  it('takes the merged decoder before the pair, and the pair before the one without a cache', () => {
    const all = ['encoder_model', 'decoder_model', 'decoder_with_past_model', 'decoder_model_merged'];
    expect(choose(...all).decoder).toEqual({ layout: 'merged', model: 'onnx/decoder_model_merged.onnx' });
    expect(choose(...all.slice(0, 3)).decoder).toEqual({
      layout: 'split',
      first: 'onnx/decoder_model.onnx',
      next: 'onnx/decoder_with_past_model.onnx',
    });
    expect(choose(...all.slice(0, 2)).decoder).toEqual({ layout: 'plain', model: 'onnx/decoder_model.onnx' });
  });

  it('takes int8 weights before float32, and never halves of different exports', () => {
    const chosen = choose(
      'encoder_model',
      'encoder_model_quantized',
      'decoder_model_merged',
      'decoder_model_merged_quantized',
    );
    expect(chosen.encoder).toBe('onnx/encoder_model_quantized.onnx');
    expect(chosen.decoder).toEqual({ layout: 'merged', model: 'onnx/decoder_model_merged_quantized.onnx' });
    expect(choose('encoder_model', 'encoder_model_quantized', 'decoder_model').encoder).toBe(
      'onnx/encoder_model.onnx',
    );
  });

  it('finds the files under a folder of any name, with or without onnx/', () => {
    const paths = ['t5/config.json', 't5/onnx/config.json', 't5/tokenizer.json', 't5/generation_config.json'];
    expect(
      chooseGeneratorFiles([...paths, 't5/encoder_model.onnx', 't5/onnx/decoder_model.onnx'], 'mine'),
    ).toMatchObject({
      config: 't5/config.json',
      generationConfig: 't5/generation_config.json',
      tokenizerConfig: null,
      encoder: 't5/encoder_model.onnx',
    });
  });

  it('names what is missing', () => {
    expect(() => chooseGeneratorFiles([], 'mine')).toThrow(
      /mine lacks config\.json and tokenizer\.json and onnx/,
    );
    expect(() => chooseGeneratorFiles([...BASE, ...onnx('encoder_model')], 'mine')).toThrow(
      /lacks onnx\/encoder_model/,
    );
  });

  it('refuses weights that lie in a second file', () => {
    expect(() =>
      chooseGeneratorFiles(
        [...BASE, ...onnx('encoder_model', 'decoder_model_merged'), 'onnx/decoder_model_merged.onnx_data'],
        'mine',
      ),
    ).toThrow(/weights of onnx\/decoder_model_merged\.onnx in a second file/);
  });
});

describe('readGeneratorFiles', () => {
  it('says which file is not JSON', async () => {
    const read = (path: string) =>
      Promise.resolve(new TextEncoder().encode(path === 'config.json' ? '{}' : '<html>'));
    await expect(
      readGeneratorFiles(choose('encoder_model', 'decoder_model'), 'mine', read),
    ).rejects.toMatchObject({
      code: 'file-damaged',
      message: expect.stringContaining('tokenizer.json of mine') as unknown,
    });
  });
});
