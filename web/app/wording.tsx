import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { formatMessage, LANGUAGES, type Language, type MessageParams, type MessageToken } from '#base';
import { TEXTS } from './texts.ts';

type Catalogue = Readonly<Record<string, string | readonly MessageToken[]>>;

const LOADERS: Readonly<Record<Language, () => Promise<{ default: Catalogue }>>> = {
  de: () => import('virtual:texts/de'),
  fr: () => import('virtual:texts/fr'),
  en: () => import('virtual:texts/en'),
};

/** Words an English text (a literal, or one marked by `text('…')`) in the reader's language. */
export type Say = (source: string, params?: MessageParams) => string;

interface Wording {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly say: Say;
}

const WordingContext = createContext<Wording | null>(null);

const REMEMBERED = 'tarifwerk.language';

/** The language before sign-in: the one last used here, else the browser's, else German. */
export function firstLanguage(): Language {
  const wishes = [localStorage.getItem(REMEMBERED), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return (
    wishes.map((wish) => LANGUAGES.find((language) => language === wish)).find((found) => found !== undefined) ?? 'de'
  );
}

/** Loads the catalogue of the chosen language and gives `useSay` to everything inside; shows nothing until it is there. */
export function WordingProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [loaded, setLoaded] = useState<{ language: Language; catalogue: Catalogue } | null>(null);
  useEffect(() => {
    let wanted = true;
    void LOADERS[language]().then((module) => {
      if (!wanted) return;
      localStorage.setItem(REMEMBERED, language);
      document.documentElement.lang = language;
      setLoaded({ language, catalogue: module.default });
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  const wording = useMemo<Wording | null>(() => {
    if (loaded === null) return null;
    const say: Say = (source, params) => {
      const message = loaded.catalogue[source] ?? source;
      return typeof message === 'string' ? message : formatMessage(loaded.language, message, params);
    };
    return { language: loaded.language, setLanguage, say };
  }, [loaded]);
  return wording && <WordingContext value={wording}>{children}</WordingContext>;
}

function useWording(): Wording {
  const wording = useContext(WordingContext);
  if (wording === null) throw new Error('assertion failed: no WordingProvider');
  return wording;
}

export function useSay(): Say {
  return useWording().say;
}

export function useLanguage(): Pick<Wording, 'language' | 'setLanguage'> {
  return useWording();
}

/**
 * Words a finding's, refusal's or explanation's code with its parameters. A parameter that is itself a code is worded too, with `…` for
 * what it does not know; an unknown code shows itself.
 */
export function useWord(): (code: string, params?: MessageParams) => string {
  const say = useSay();
  return useCallback(
    (code, params = {}) => {
      const worded = Object.entries(params).map(([name, value]) => {
        const source = TEXTS[value];
        return [name, source === undefined ? value : say(source).replace(/\{\w+\}/g, '…')] as const;
      });
      return say(TEXTS[code] ?? code, Object.fromEntries(worded));
    },
    [say],
  );
}

/** The name of a thing that carries its names in the three languages. */
export function useName(): (name: Readonly<Record<Language, string>>) => string {
  const { language } = useLanguage();
  return useCallback((name) => name[language], [language]);
}
