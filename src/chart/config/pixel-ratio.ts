/** Pictures are drawn at twice their logical size: phones and laptops show them sharp. */
export const pixelRatio = 2;
