/** The sentences under an input that cannot be sent as it is. */
export const formText = {
  required: "Please fill this in.",
  email: "This is not an e-mail address yet, such as name@company.com.",
  url: "This is not a web address yet, such as https://company.com.",
  number: "Please enter a number.",
  wholeNumber: "Please enter a whole number.",
  tooShort: (length: number) => `Please write at least ${length} characters.`,
  atLeast: (least: string) => `Please enter ${least} or more.`,
  atMost: (most: string) => `Please enter ${most} or less.`,
};
