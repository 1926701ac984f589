import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { texts } from './web/texts.plugin.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The screens: one page application, built to web/dist and served by the same process as the API. */
export default defineConfig({
  root: at('./web'),
  publicDir: at('./web/public'),
  cacheDir: at('./node_modules/.vite'),
  plugins: [react(), texts(at('./locales'))],
  resolve: { alias: { '#app': at('./web/app/index.ts'), '#kit': at('./web/kit/index.ts') } },
  build: {
    outDir: at('./web/dist'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    // The slices' pure faces have no effect on import: a screen takes only the endpoints and texts it names.
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !id.includes('/src/') || id.includes('node_modules') } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
