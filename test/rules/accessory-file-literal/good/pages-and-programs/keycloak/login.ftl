<label for="password">${msg("password")}</label>
<input type="password" name="password" data-token="rememberMe-token-field-1"/>
