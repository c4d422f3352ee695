system("git notes add -m '#{ENV["KAMAL_PERFORMER"]}'")
                          ~~~~~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
