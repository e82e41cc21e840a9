import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/**
 * A certificate for tests, made anew for every server: no key lies in the repository, and no program is needed that
 * makes one. X.509 v3 (RFC 5280) over an EC key, written out as DER; every name is allowed that a test may map to it.
 */
export function selfSigned(names: readonly string[]): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const day = 86_400_000;
  const issuer = sequence(set(sequence(oid(2, 5, 4, 3), utf8('crosslens tests'))));
  const signature = sequence(oid(1, 2, 840, 10045, 4, 3, 2));
  const subjectAltName = sequence(
    oid(2, 5, 29, 17),
    octets(sequence(...names.map((name) => tagged(0x82, Buffer.from(name, 'ascii'))))),
  );
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    signature,
    issuer,
    sequence(time(Date.now() - day), time(Date.now() + 30 * day)),
    issuer,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(subjectAltName)),
  );
  const cert = sequence(
    body,
    signature,
    tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)])),
  );
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** SHA-256 in hex, of content that a test serves. */
export function sha256Of(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function tagged(tag: number, content: Uint8Array): Buffer {
  const length =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function set(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x31, Buffer.concat(parts));
}

function octets(content: Uint8Array): Buffer {
  return tagged(0x04, content);
}

function integer(content: Uint8Array): Buffer {
  return tagged(0x02, content);
}

function utf8(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text, 'utf8'));
}

/** UTCTime to the second. */
function time(milliseconds: number): Buffer {
  const text = new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return tagged(0x17, Buffer.from(`${text}Z`, 'ascii'));
}

function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
  const bytes = rest.flatMap((part) => {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]));
}
