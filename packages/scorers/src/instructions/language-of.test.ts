import { expect, it } from 'vitest';

import { instructions } from './instructions.ts';
import { languageOf } from './language-of.ts';

it.each([
  ['en', 'The quick brown fox jumps over the lazy dog and it is not amused.'],
  ['de', 'Der Hund ist nicht im Haus, und die Katze wird auch nicht kommen.'],
  ['fr', 'Le renard est dans la forêt avec les autres animaux.'],
  ['es', 'El perro no está en la casa con los otros.'],
  ['ca', 'El gos no és a la casa amb els altres, però està molt content.'],
  ['gl', 'O can non está na casa cos outros, pero unha gata foi máis lonxe.'],
  ['it', 'Il cane non è nella casa con gli altri che sono di Roma.'],
  ['pt', 'O cachorro não está em casa com os outros, você sabe.'],
  ['ro', 'Câinele nu este în casă cu ceilalți, dar pisica a fost pe stradă.'],
  ['nl', 'De hond is niet in het huis met de andere dieren.'],
  ['sv', 'Hunden är inte hemma och jag vet inte vad som hände med den.'],
  ['da', 'Hunden er ikke hjemme, og jeg ved ikke hvad der blev af den.'],
  ['no', 'Hunden er ikke hjemme, og jeg vet ikke hva som ble av den nå.'],
  ['fi', 'Koira ei ole kotona, ja minä en tiedä mitä sille on nyt tapahtunut.'],
  ['pl', 'Psa nie ma w domu, ale może jest na podwórku.'],
  ['cs', 'Pes není doma, ale jsou tu jeho hračky, které má také u nás.'],
  ['sk', 'Pes nie je doma, ale sú tu jeho hračky, ktoré má tiež pri nás.'],
  ['hu', 'A kutya nem volt otthon, de a macska már az ajtó előtt van.'],
  ['tr', 'Köpek evde değil ama kedi çok yakın bir yerde.'],
  ['id', 'Anjing itu tidak ada di rumah dan saya akan pergi dengan mereka.'],
  ['vi', 'Con chó không có ở nhà và tôi đã đến với những người này.'],
  ['ru', 'Собаки нет дома, но она скоро вернётся, если мы её позовём.'],
  ['uk', 'Її собака не вдома, і це дивно.'],
  ['bg', 'Кучето не е вкъщи, но ще се върне, когато го повикаме, защото това е така.'],
  ['sr', 'Пас није код куће, али ће се вратити када га позовемо јер је он ту.'],
  ['be', 'Сабакі няма дома, але яна хутка вернецца, калі мы яе паклічам, гэта ўсё.'],
  ['zh', '狗不在家里。'],
  ['ja', '犬は家にいません。'],
  ['ko', '개가 집에 없다.'],
  ['ar', 'الكلب ليس في البيت'],
  ['ur', 'کتا گھر میں نہیں ہے'],
  ['hi', 'कुत्ता घर में नहीं है और वह बाहर है।'],
  ['mr', 'कुत्रा घरी नाही आणि तो बाहेर आहे.'],
] as const)('tells %s', (wanted, text) => {
  expect(languageOf(text)).toBe(wanted);
});

it.each(['Hunden er her.', 'Собака не дома', 'No.', 'Pizza', '1 + 1', ''])(
  'does not guess the language of %j',
  (text) => {
    expect(languageOf(text)).toBeUndefined();
  },
);

it.each([
  ['sv', 'Hunden er ikke hjemme, og jeg ved ikke hvad der blev af den.'],
  ['ru', 'Кучето не е вкъщи, но ще се върне, когато го повикаме, защото това е така.'],
  ['es', 'El gos no és a la casa amb els altres, però està molt content.'],
])('asked for %s, a near relative is wrong', (language, output) => {
  expect(instructions({ output }, { checks: { language } })).toMatchObject({ value: 0 });
});

it('has no opinion where relatives cannot be told apart', () => {
  const opinion = instructions({ output: 'Hunden er her.' }, { checks: { language: 'da' } });
  expect(opinion).toMatchObject({
    kind: 'unscored',
    reason: expect.stringMatching('near relative'),
  });
});
