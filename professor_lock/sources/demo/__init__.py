"""Made-up prices and stored figures for trying the product; marked DEMO wherever they are shown."""
