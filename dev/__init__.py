"""Commands for those who change the code: tests, the browser, the element, the web app. Never shipped."""
