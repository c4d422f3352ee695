File.chmod(0777, "deploy_key")
