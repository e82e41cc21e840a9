import { describe, expect, it } from 'vitest';
import { createIdentifier } from './identify-language.ts';

const identify = createIdentifier([
  { lang: 'en', text: 'The river begins in the mountains and flows to the sea. What is it called?' },
  { lang: 'de', text: 'Der Fluss beginnt in den Bergen und fließt zum Meer. Wie heißt er?' },
  { lang: 'es', text: 'El río comienza en las montañas y fluye hacia el mar. ¿Cómo se llama?' },
  { lang: 'am', text: 'ወንዙ በተራሮች ይጀምራል እና ወደ ባህር ይፈሳል። ስሙ ማን ነው?' },
]);

describe('createIdentifier', () => {
  it.each([
    ['Where does the sea begin?', 'en'],
    ['Wo beginnt der Berg?', 'de'],
    ['¿Dónde comienza el mar?', 'es'],
    ['ባህር የት ነው?', 'am'],
  ])('takes “%s” for %s', (text, lang) => {
    expect(identify(text)).toBe(lang);
  });

  it('has no opinion on what holds no letters', () => {
    expect(identify('2024 ?')).toBeNull();
  });
});
