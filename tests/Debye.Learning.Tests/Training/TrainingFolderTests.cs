using Debye.Learning.Techniques;
using Debye.Learning.Techniques.Spectra;
using Debye.Learning.Training;

namespace Debye.Learning.Tests.Training;

/// <summary>No training is begun over the checkpoints of another one.</summary>
public sealed class TrainingFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-folder-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("last.safetensors")]
    [InlineData("network-0/last.safetensors")]
    [InlineData("member-2/trees.bin")]
    [InlineData("examples.safetensors")]
    [InlineData(".debye-checkpoints/member-0/fold-1/last.safetensors")]
    public void Require_Training_IsRefusedUnlessResumed(string trace)
    {
        Write(trace);
        var message = Should.Throw<InvalidOperationException>(() => TrainingFolder.Require(_folder, resume: false)).Message;
        message.ShouldContain(_folder);
        message.ShouldContain("--resume");
        message.ShouldContain("--overwrite");
        Should.NotThrow(() => TrainingFolder.Require(_folder, resume: true));
        TrainingFolder.Clear(_folder);
        Should.NotThrow(() => TrainingFolder.Require(_folder, resume: false));
        File.Exists(Path.Combine(_folder, trace)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("mine/deeper/last.safetensors")]
    public void Require_NoTraining_IsFree(string file)
    {
        Write(file);
        Should.NotThrow(() => TrainingFolder.Require(_folder, resume: false));
        Should.NotThrow(() => TrainingFolder.Require(Path.Combine(_folder, "new"), resume: false));
    }

    [Fact]
    public void Clear_OtherFiles_Stay()
    {
        foreach (var name in (string[])["notes.txt", "recipe.json", "README.md", "config.json", "model.safetensors", "run.jsonl"])
            Write(name);
        TrainingFolder.Clear(_folder);
        TrainingFolder.HoldsModel(_folder).ShouldBeFalse();
        Directory
            .GetFiles(_folder)
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["README.md", "notes.txt", "recipe.json"]);
    }

    [Theory]
    [InlineData("xrd")]
    [InlineData("pdf")]
    [InlineData("eis")]
    [InlineData("crystal")]
    [InlineData("spectra")]
    [InlineData("pretraining")]
    public void Run_FolderHoldsATraining_IsRefusedAndStays(string technique)
    {
        Write("last.safetensors");
        Should.Throw<InvalidOperationException>(() => Run(technique)).Message.ShouldStartWith($"{_folder} already holds a training");
        Directory.GetFileSystemEntries(_folder).ShouldHaveSingleItem();
        File.ReadAllText(Path.Combine(_folder, "last.safetensors")).ShouldBe("hours of work");
    }

    private void Run(string technique) =>
        (TechniqueRegistry.All.Find(technique)?.Trains ?? new SpectraPretrainVerb()).Train("recipe.json", _folder, new RunContext());

    private void Write(string name)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "hours of work");
    }
}
