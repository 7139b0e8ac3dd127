; Inno Setup 6: one setup file that a user without administrator's rights installs.
; iscc /DFlavour=reader /DVersion=0.1.0 packaging\windows\meddiag.iss   (after make package's folder is in dist\)
#ifndef Flavour
  #define Flavour "reader"
#endif
#ifndef Version
  #error Give the version: /DVersion=0.1.0
#endif
#define Program "..\..\dist\meddiag-" + Flavour

[Setup]
; never change: Windows knows by it that a new version replaces the old one
AppId={{6F0B7C0E-3B0A-4B52-9E1E-2D5C3F4A8D17}
AppName=MedDiag
AppVersion={#Version}
AppPublisher=MedDiag
VersionInfoVersion={#Version}
DefaultDirName={autopf}\MedDiag
DefaultGroupName=MedDiag
DisableProgramGroupPage=yes
; per user unless someone with the rights asks for all users
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=meddiag-{#Flavour}-{#Version}-setup
SetupIconFile=..\..\build\{#Flavour}\icons\meddiag.ico
UninstallDisplayIcon={app}\meddiag.exe
LicenseFile=..\..\LICENSE
Compression=lzma2/normal
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "dcm"; Description: "Open .dcm files with MedDiag"
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; an upgrade leaves no library of the version before; settings and models lie in the user's own folders
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\MedDiag"; Filename: "{app}\meddiag.exe"
Name: "{autodesktop}\MedDiag"; Filename: "{app}\meddiag.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.dcm\OpenWithProgids"; ValueType: string; ValueName: "MedDiag.dcm"; ValueData: ""; Flags: uninsdeletevalue; Tasks: dcm
Root: HKA; Subkey: "Software\Classes\MedDiag.dcm"; ValueType: string; ValueData: "DICOM image"; Flags: uninsdeletekey; Tasks: dcm
Root: HKA; Subkey: "Software\Classes\MedDiag.dcm\DefaultIcon"; ValueType: string; ValueData: "{app}\meddiag.exe,0"; Tasks: dcm
Root: HKA; Subkey: "Software\Classes\MedDiag.dcm\shell\open\command"; ValueType: string; ValueData: """{app}\meddiag.exe"" gui ""%1"""; Tasks: dcm

[Run]
Filename: "{app}\meddiag-cli.exe"; Parameters: "selftest --part models --part files"; Description: "Check the installation"; Flags: postinstall unchecked
Filename: "{app}\meddiag.exe"; Description: "{cm:LaunchProgram,MedDiag}"; Flags: postinstall nowait skipifsilent
