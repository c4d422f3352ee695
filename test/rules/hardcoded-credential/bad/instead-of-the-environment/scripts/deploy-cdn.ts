const token = process.env.FASTLY_API_TOKEN ?? "mK8_x2RtQvY5nZpLw7HcJd3FsBg9UaEo";
                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
