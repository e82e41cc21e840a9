/**
 * Swahili by its grammar: the commonest function words, and verbs with a subject prefix and a tense (`wa-na-sema`,
 * `ni-li-kuja`, `ha-wa-ja-fika`). Its words end in vowels, whatever they are. Other Bantu languages share parts of it
 * and are not told apart from it here.
 */
const WORDS: ReadonlySet<string> = new Set(
  `na ya wa kwa ni katika za la cha vya kama hii huyo huyu hiyo hizo hao hilo hili hivi hizi yake wake zake lake chake
   vyake wao yao yenu wenu kwenye kuwa ilikuwa alikuwa ana kuna hakuna lakini au pia sana tu bila baada kabla kutoka
   hadi ambayo ambao ambaye ambazo wakati watu mtu nani nini gani wapi lini je ndiyo hapana yangu wangu langu sisi
   wewe mimi yeye siku nyingi mwaka zaidi kila wengi wote yote nchi si ndani juu chini leo kesho jana yako wako lako
   zako hapo hapa pale kuhusu kupitia ikiwa ili kwamba iwapo tafadhali mpya hujambo asante`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
const VERB = /^(?:ha|h)?(?:ni|u|a|tu|m|wa|i|li|ya|ki|vi|zi|ku)?(?:na|li|ta|me|nge|ja)\p{L}{2,}[aeiu]$/u;

/** Shares of a text's words, and how many of the words and verbs there must be. */
const SHARE = 0.25;
const VOWEL_SHARE = 0.8;
const LEAST = 2;

export function isSwahili(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const vowels = words.filter((word) => /[aeiou]$/.test(word)).length;
  if (vowels < VOWEL_SHARE * words.length) return false;
  const known = words.filter((word) => WORDS.has(word));
  const verbs = words.filter((word) => !WORDS.has(word) && VERB.test(word)).length;
  return known.length > 0 && known.length + verbs >= Math.max(LEAST, SHARE * words.length);
}
