from invoke import task


@task
def maintenance(context, message="Back soon"):
    context.run(f'bin/kamal app maintenance --message "{message}"')
                                                       ~~~~~~~~~ [interpreter-interpolation]
