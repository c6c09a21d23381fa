{{ install_snapshot "001" }}
