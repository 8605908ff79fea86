; Inno Setup: an installer for one user, without administrator rights.
; Build dist\aurity-desktop first (pyinstaller aurity.spec), then:
;   iscc /DVersion=0.1.0 packaging\windows\aurity.iss

#ifndef Version
  #error Give the version: iscc /DVersion=x.y.z
#endif

[Setup]
AppId={{6B0E7E0C-5E0B-4C53-9C0E-6A4B8B3B6D11}
AppName=Aurity Desktop
AppVersion={#Version}
AppPublisher=Aurity
DefaultDirName={localappdata}\Programs\Aurity Desktop
DefaultGroupName=Aurity Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2/fast
SolidCompression=yes
OutputDir=..\..\dist
OutputBaseFilename=aurity-desktop-{#Version}-setup
UninstallDisplayIcon={app}\aurity-desktop.exe
CloseApplications=yes
WizardStyle=modern

[Languages]
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "..\..\dist\aurity-desktop\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; Files of an earlier version must not stay beside the new ones.
; Recordings live elsewhere and are never touched.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Aurity Desktop"; Filename: "{app}\aurity-desktop.exe"
Name: "{userdesktop}\Aurity Desktop"; Filename: "{app}\aurity-desktop.exe"; Tasks: desktop

[CustomMessages]
es.KeepRecordings=¿Conservar las grabaciones y los ajustes de esta computadora?%n%nSi elige No, se borran para siempre:%n%1
en.KeepRecordings=Keep the recordings and settings on this computer?%n%nIf you choose No, they are erased for good:%n%1

[Tasks]
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"

[Run]
Filename: "{app}\aurity-desktop.exe"; Description: "{cm:LaunchProgram,Aurity Desktop}"; Flags: postinstall nowait skipifsilent

[Code]
// Recordings outlive the program, unless somebody at the screen says otherwise. A silent uninstall
// keeps them.
procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Data: String;
begin
  Data := ExpandConstant('{localappdata}\aurity-desktop');
  if (Step = usPostUninstall) and (not UninstallSilent) and DirExists(Data) then
    if MsgBox(FmtMessage(CustomMessage('KeepRecordings'), [Data]), mbConfirmation,
              MB_YESNO or MB_DEFBUTTON1) = IDNO then
      DelTree(Data, True, True, True);
end;
