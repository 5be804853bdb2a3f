interface Screen {
  readonly width: number;
  readonly height: number;
}

export const phone: Screen = { width: 390, height: 844 };
export const desktop: Screen = { width: 1280, height: 900 };
