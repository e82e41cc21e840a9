type AttributeValue = string | number | undefined;

/** One element; `children` are XML already. Attributes that are undefined are left out. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, AttributeValue>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(typeof value === 'number' ? short(value) : (value ?? ''))}"`)
    .join('');
  const inside = children.join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

export function escapeXml(text: string): string {
  return (
    text
      // A surrogate without its other half.
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // Characters that no XML 1.0 document may hold, escaped or not.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** A hundredth of a pixel is finer than any eye or printer. */
function short(value: number): string {
  return String(Math.round(100 * value) / 100);
}
