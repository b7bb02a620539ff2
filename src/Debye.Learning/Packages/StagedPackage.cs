using Debye.Learning.Packages.Hub;
using Debye.Learning.Training;

namespace Debye.Learning.Packages;

/// <summary>A package that is being written: nothing of it is seen before <see cref="Commit"/>.</summary>
public sealed class StagedPackage : IDisposable
{
    private readonly string _target;
    private readonly string _technique;
    private readonly string _task;

    internal StagedPackage(string target, string technique, string task)
    {
        (_target, _technique, _task) = (target, technique, task);
        Folder = Path.Combine(target, TrainingFolder.Staged);
        Dispose();
        Directory.CreateDirectory(Folder);
    }

    /// <summary>Where files are written.</summary>
    public string Folder { get; }

    /// <summary>Lists the files, takes an earlier package away and puts this one in its place, the header last.</summary>
    public void Commit()
    {
        ModelPackage.Seal(Folder, _technique, _task);
        var header = Path.Combine(_target, PackageHeader.FileName);
        if (File.Exists(header))
        {
            var old = PackageHeader.Read(_target)!;
            File.Delete(header);
            foreach (var file in old.Files)
                File.Delete(PackagePath.Below(_target, file.Path));
        }

        foreach (var file in PackageHeader.Read(Folder)!.Files.Select(file => file.Path).Append(PackageHeader.FileName))
        {
            var place = PackagePath.Below(_target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(PackagePath.Below(Folder, file), place, overwrite: true);
        }

        Dispose();
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
