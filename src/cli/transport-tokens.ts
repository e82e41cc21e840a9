import type { TokenTable } from '../domain/lab/transport/token-table.ts';
import { tokenOffsets } from '../domain/lab/transport/token-table.ts';
import type { TransportTokens } from '../domain/lab/transport/transport-run.ts';
import type { Encoder } from '../engine/encoder/encoder.ts';
import type { TransportTexts } from '../protocol/lab.ts';

/** Token vectors of parallel questions, for the transport recipe. */
export async function transportTokens(encoder: Encoder, texts: TransportTexts): Promise<TransportTokens> {
  const table = async (side: readonly string[]): Promise<TokenTable> => {
    const { lengths, vectors } = await encoder.encodeTokens(side, 'query');
    return { offsets: tokenOffsets(lengths), vectors };
  };
  return { student: await table(texts.student), teacher: await table(texts.teacher) };
}
