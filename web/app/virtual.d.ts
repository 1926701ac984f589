/** Compiled catalogues, made by web/texts.plugin.ts: English text → translation or tokens. */
declare module 'virtual:texts/*' {
  const catalogue: Readonly<Record<string, string | readonly import('#base').MessageToken[]>>;
  export default catalogue;
}
