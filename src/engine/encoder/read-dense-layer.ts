import { CrosslensError } from '../../protocol/errors.ts';
import { readDenseConfig } from '../models/dense-config.ts';
import { refuseStranger } from '../models/file-kind.ts';
import type { DenseFiles } from '../models/model-source.ts';
import type { DenseLayer } from './dense-layer.ts';
import { readWeights } from './read-weights.ts';

/** @throws CrosslensError `model-invalid`, `file-damaged` */
export function readDenseLayer({ folder, config, weights }: DenseFiles, name: string): DenseLayer {
  const path = `${name}/${folder}`;
  const read = readDenseConfig(config);
  if (typeof read === 'string')
    throw new CrosslensError('model-invalid', `The Dense module ${path} cannot be applied: ${read}.`);
  const { inputs, outputs, tanh } = read;
  refuseStranger(weights, `${path}/model.safetensors`);
  const tensors = readWeights(weights, `${path}/model.safetensors`);
  const tensor = (key: string, shape: readonly number[]): Float32Array => {
    const found = tensors.get(key);
    if (found?.shape.join() !== shape.join()) {
      throw new CrosslensError(
        'model-invalid',
        `${path}/model.safetensors has ${found === undefined ? `no ${key}` : `${key} as [${found.shape.join(', ')}]`}, expected [${shape.join(', ')}].`,
      );
    }
    return found.data;
  };
  return {
    inputs,
    outputs,
    tanh,
    weight: tensor('linear.weight', [outputs, inputs]),
    bias: read.bias ? tensor('linear.bias', [outputs]) : null,
  };
}
