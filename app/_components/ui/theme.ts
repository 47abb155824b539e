import {
  Alert,
  Anchor,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Menu,
  Modal,
  Notification,
  Paper,
  Tooltip,
} from "@mantine/core";

/** The product's own colour: a quiet iris, far from the hues that mean something on an alarm display. */
const iris: MantineColorsTuple = [
  "#f2f2fb",
  "#e3e4f6",
  "#c6c9ec",
  "#a7abe2",
  "#9297e0",
  "#6f76cc",
  "#595fba",
  "#484d9f",
  "#393d80",
  "#2a2d61",
];

const gray: MantineColorsTuple = [
  "#f6f7f9",
  "#eef0f4",
  "#e2e6ec",
  "#d2d8e1",
  "#b2bbc8",
  "#8792a3",
  "#606b7d",
  "#465062",
  "#2d3543",
  "#191f2a",
];

/** Night: text first, the page last. Blue-black rather than black, so that a dark room is not lit by edges. */
const dark: MantineColorsTuple = [
  "#e4e8ef",
  "#c7cdd9",
  "#a4adbd",
  "#8d97a9",
  "#343d4d",
  "#262d3a",
  "#181d27",
  "#10141b",
  "#0b0e14",
  "#07090d",
];

export const theme = createTheme({
  primaryColor: "iris",
  primaryShade: { light: 7, dark: 6 },
  colors: { iris, gray, dark },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, monospace",
  headings: { fontWeight: "620", sizes: { h1: { fontSize: "1.5rem", lineHeight: "2rem" } } },
  defaultRadius: "md",
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "20px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    // Framed in the colour of what it says, its words as dark as any.
    Alert: Alert.extend({ defaultProps: { variant: "outline", c: "var(--wc-ink)" } }),
    Anchor: Anchor.extend({ defaultProps: { underline: "always" } }),
    Button: Button.extend({ styles: { label: { fontWeight: 560 } } }),
    // Its title stands in a `header`, which beside the page's own would be a second banner.
    Drawer: Drawer.extend({
      defaultProps: {
        position: "right",
        attributes: { header: { role: "none" } },
        closeButtonProps: { "aria-label": "Close" },
      },
      styles: { title: { fontWeight: 620, lineHeight: 1.35 } },
    }),
    // The placeholder is a focusable child that a `menu` may not have.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      // Of its `header` as of a drawer's.
      defaultProps: {
        centered: true,
        radius: "lg",
        attributes: { header: { role: "none" } },
        closeButtonProps: { "aria-label": "Close" },
      },
      styles: { title: { fontWeight: 620, lineHeight: 1.35 } },
    }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { "aria-label": "Close" } },
    }),
    Paper: Paper.extend({ defaultProps: { radius: "lg" } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300 } }),
  },
});

/**
 * Colours by what they mean. Alarm priorities follow IEC 60601-1-8 (high red, medium yellow, low cyan).
 * Each has `-text` for words and icons on the page, `-solid` with `-on-solid` for a filled mark, and
 * `-soft` for a tinted ground. Every pair of text and ground reaches 4.5:1 in both schemes. Bands are how opaque
 * each of a forecast's intervals is over the wider ones: on a dark ground more, to be told apart as well.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--wc-canvas": "#f3f5f8",
    "--wc-surface": "#ffffff",
    "--wc-surface-sunken": "#eef1f5",
    "--wc-line": "#dbe0e8",
    "--wc-line-strong": "#828da0",
    "--wc-ink": "#191f2a",
    "--wc-ink-quiet": "#566072",
    "--wc-accent": "#484d9f",
    "--wc-accent-soft": "#ecedf9",
    "--wc-band-wide": "0.12",
    "--wc-band-middle": "0.18",
    "--wc-band-narrow": "0.26",
    "--wc-high-text": "#b3182b",
    "--wc-high-solid": "#c81e33",
    "--wc-high-on-solid": "#ffffff",
    "--wc-high-soft": "#fdecee",
    "--wc-medium-text": "#7d5000",
    "--wc-medium-solid": "#f5bd1f",
    "--wc-medium-on-solid": "#2b1d00",
    "--wc-medium-soft": "#fdf3d7",
    "--wc-low-text": "#005f70",
    "--wc-low-solid": "#22bcd4",
    "--wc-low-on-solid": "#04222a",
    "--wc-low-soft": "#e0f5f8",
    "--wc-well-text": "#1c6543",
    "--wc-well-soft": "#e4f4eb",
    "--mantine-color-text": "#191f2a",
    "--mantine-color-dimmed": "#566072",
    "--mantine-color-placeholder": "#616c7e",
    "--mantine-color-error": "#b3182b",
    "--mantine-color-anchor": "#484d9f",
    "--mantine-color-default-border": "#c3cad5",
  },
  dark: {
    "--wc-canvas": "#0d1117",
    "--wc-surface": "#151a23",
    "--wc-surface-sunken": "#10141c",
    "--wc-line": "#29313f",
    "--wc-line-strong": "#6b7689",
    "--wc-ink": "#e4e8ef",
    "--wc-ink-quiet": "#a4adbd",
    "--wc-accent": "#a7abe2",
    "--wc-accent-soft": "#232747",
    "--wc-band-wide": "0.22",
    "--wc-band-middle": "0.26",
    "--wc-band-narrow": "0.34",
    "--wc-high-text": "#ff8c96",
    "--wc-high-solid": "#d3263b",
    "--wc-high-on-solid": "#ffffff",
    "--wc-high-soft": "#3a171d",
    "--wc-medium-text": "#ffca55",
    "--wc-medium-solid": "#f5bd1f",
    "--wc-medium-on-solid": "#2b1d00",
    "--wc-medium-soft": "#33270c",
    "--wc-low-text": "#63d8ea",
    "--wc-low-solid": "#22bcd4",
    "--wc-low-on-solid": "#04222a",
    "--wc-low-soft": "#0d2c33",
    "--wc-well-text": "#74d3a0",
    "--wc-well-soft": "#11301f",
    "--mantine-color-body": "#151a23",
    "--mantine-color-text": "#e4e8ef",
    "--mantine-color-dimmed": "#a4adbd",
    "--mantine-color-placeholder": "#8d97a9",
    "--mantine-color-error": "#ff8c96",
    "--mantine-color-anchor": "#a7abe2",
    "--mantine-color-default-border": "#3b4557",
  },
});
