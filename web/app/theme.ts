import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Petrol: the one colour of the brand. Shade 8 on white has a contrast of 6.6 : 1. */
const petrol: MantineColorsTuple = [
  '#eef7f8',
  '#dbebed',
  '#b3d7db',
  '#86c0c7',
  '#62adb5',
  '#489fa8',
  '#36919b',
  '#237680',
  '#17616b',
  '#0d4f58',
];

/** Calm and dense: small controls, little rounding, one accent colour, visible focus. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: 8,
  colors: { petrol },
  autoContrast: true,
  luminanceThreshold: 0.35,
  focusRing: 'auto',
  respectReducedMotion: true,
  defaultRadius: 4,
  fontFamily: "'IBM Plex Sans', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', monospace",
  headings: { fontFamily: "'IBM Plex Sans', system-ui, sans-serif", fontWeight: '600' },
  fontSizes: { xs: '12px', sm: '13.5px', md: '14px', lg: '16px', xl: '18px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '28px' },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    // Its list scrolls itself: a scroll area around it would be out of reach of the keyboard.
    Select: {
      defaultProps: {
        size: 'xs',
        allowDeselect: false,
        withScrollArea: false,
        styles: { options: { maxHeight: 220, overflowY: 'auto' } },
      },
    },
    PasswordInput: { defaultProps: { size: 'sm' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Pagination: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.3 } } },
    Paper: { defaultProps: { withBorder: true, radius: 6 } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
});
