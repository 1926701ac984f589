import { parseDecimal, powerOfTen } from '#base';
import {
  add,
  compare,
  type Fraction,
  fraction,
  larger,
  multiply,
  smaller,
  subtract,
} from '../../src/rating/fraction.ts';

const TOKEN = /\s*(\d+(?:\.\d+)?|max|min|[()+−×÷,])/y;
const DECIMALS = 12;

/**
 * An equation written by hand, `max(0.05 + 0.10, 0.20) = 0.20`, worked out exactly. A right side that ends in `…` is cut off there.
 * @returns its value
 * @throws where it is no equation, or is wrong
 */
export function solve(equation: string): Fraction {
  const [left = '', right = '', ...more] = equation.split(' = ');
  if (more.length > 0 || right === '') throw new Error(`no equation: ${equation}`);
  const value = evaluate(left);
  const cut = right.endsWith('…');
  const stated = decimal(right.replace('…', ''));
  const lastPlace = fraction(1, powerOfTen(right.replace('…', '').split('.')[1]?.length ?? 0));
  const above = compare(value, stated);
  if (cut ? above < 0 || compare(value, add(stated, lastPlace)) >= 0 : above !== 0)
    throw new Error(`wrong: ${equation}`);
  return value;
}

export function decimal(text: string): Fraction {
  const scaled = parseDecimal(text, DECIMALS);
  if (scaled === null) throw new Error(`no decimal: ${text}`);
  return fraction(scaled, powerOfTen(DECIMALS));
}

function evaluate(text: string): Fraction {
  const tokens = tokensOf(text);
  const take = (token: string) => {
    if (tokens.shift() !== token) throw new Error(`“${token}” is missing in ${text}`);
  };
  const atom = (): Fraction => {
    const token = tokens.shift();
    if (token === undefined || /[+−×÷,)]/.test(token)) throw new Error(`a number is missing in ${text}`);
    if (/\d/.test(token)) return decimal(token);
    if (token !== '(') take('(');
    const first = sum();
    if (token === '(') {
      take(')');
      return first;
    }
    take(',');
    const second = sum();
    take(')');
    return token === 'max' ? larger(first, second) : smaller(first, second);
  };
  const product = (): Fraction => {
    let value = atom();
    while (tokens[0] === '×' || tokens[0] === '÷') {
      const over = tokens.shift() === '÷';
      const next = atom();
      value = multiply(value, over ? fraction(next.denominator, next.numerator) : next);
    }
    return value;
  };
  const sum = (): Fraction => {
    let value = product();
    while (tokens[0] === '+' || tokens[0] === '−')
      value = tokens.shift() === '+' ? add(value, product()) : subtract(value, product());
    return value;
  };
  const value = sum();
  if (tokens.length > 0) throw new Error(`too much in ${text}: ${tokens.join(' ')}`);
  return value;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new Error(`no equation: ${text}`);
    tokens.push(match[1]!);
  }
  return tokens;
}
