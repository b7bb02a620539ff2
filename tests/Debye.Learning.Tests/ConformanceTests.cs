using Debye.Learning.Answers;
using Debye.Learning.Packages;
using Debye.Learning.Techniques;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Training;
using Debye.TestSupport;
using Debye.TestSupport.Toy;

namespace Debye.Learning.Tests;

/// <summary>What every technique and every model of it keeps to: one suite over the registry.</summary>
public sealed class ConformanceTests : IDisposable
{
    /// <summary>The techniques of this version and, on one line, one that exists in the tests alone.</summary>
    private static TechniqueRegistry Registry { get; } = new([.. TechniqueRegistry.All.Modules, new ToyModule()]);

    private readonly string _folder = Directory.CreateTempSubdirectory("debye-conformance").FullName;

    public static TheoryData<string> Techniques() => new(Registry.Modules.Select(module => module.Technique.Id));

    /// <summary>Techniques with a model: a shipped one, or one that is trained in seconds.</summary>
    public static TheoryData<string, string> Models()
    {
        var models = new TheoryData<string, string>();
        foreach (var module in Registry.Modules)
        {
            foreach (var name in ShippedModels.Of(module.Technique.Id))
                models.Add(module.Technique.Id, name);
            if (module.Proof.HasSmallRecipe)
                models.Add(module.Technique.Id, "");
        }

        return models;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Registry_Ids_AreUniqueWords()
    {
        var ids = Registry.Modules.Select(module => module.Technique.Id).ToArray();
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.All(char.IsAsciiLetterLower));
    }

    [Theory]
    [MemberData(nameof(Techniques))]
    public void Technique_Describes_ItsUnitAndSources(string id)
    {
        var technique = Module(id).Technique;
        technique.AxisUnit.ShouldNotBeNullOrEmpty();
        technique.Citations.ShouldNotBeEmpty();
        technique.Citations.ShouldAllBe(citation => citation.Contains("doi", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Techniques))]
    public void Simulation_SameSeed_SameNumbers(string id)
    {
        var proof = Module(id).Proof;
        proof.Simulate(3).ShouldBe(proof.Simulate(3));
        proof.Simulate(3).ShouldNotBe(proof.Simulate(4));
        proof.Simulate(3).ShouldAllBe(value => double.IsFinite(value));
    }

    [Theory]
    [MemberData(nameof(Techniques))]
    public void Settings_Defaults_AreAllowed(string id)
    {
        var module = Module(id);
        foreach (var setting in (Setting[])[.. module.Answers?.Settings ?? [], .. module.Evaluates?.Settings ?? []])
        {
            setting.Name.ShouldMatch("^[a-z]+(-[a-z]+)*$");
            setting.Description.ShouldEndWith(".");
            if (setting.Default is { } usual)
                setting.Complaint(usual).ShouldBeNull(setting.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Answer_SameQuestion_SameProbableAnswerInEveryWriter(string id, string model)
    {
        var (first, second) = (Ask(id, model), Ask(id, model));
        AnswerJson.Line(second.Document).ShouldBe(AnswerJson.Line(first.Document));
        EveryWriterPrints(first.Answer, first.Document);
        first.Answer.Model.ShouldNotBeNullOrEmpty();
        first.Answer.IsUnknown.ShouldBe(first.Answer.Because is not null);
        if (first.Answer is ClassAnswer own)
        {
            own.Candidates.Select(candidate => candidate.Probability).ShouldBeInOrder(SortDirection.Descending);
            own.Candidates.Sum(candidate => candidate.Probability).ShouldBeInRange(0, 1 + 1e-5);
            own.PredictionSet.ShouldNotBeEmpty();
        }

        if (first.Answer is ValueAnswer { Interval: var (low, high) } value)
            value.Value.ShouldNotBeNull().ShouldBeInRange(low, high);
    }

    /// <summary>Text, JSON, figure and page all say what was answered.</summary>
    private static void EveryWriterPrints(Learning.Answers.Answer answer, AnswerDocument document)
    {
        document.Fields["model"]?.GetValue<string>().ShouldBe(answer.Model);
        document.Fields["isUnknown"].ShouldNotBeNull().GetValue<bool>().ShouldBe(answer.IsUnknown);
        AnswerJson.Line(document).ShouldNotContain("\n");
        AnswerText.Write(document).ShouldContain(answer.Input);
        System.Xml.Linq.XDocument.Parse(document.Figure.ShouldNotBeNull().Render()).Root!.Name.LocalName.ShouldBe("svg");
        var page = new AnswerPage("Test", 1, "input", 0);
        page.Add(document);
        var html = page.Finish([], [("Model", answer.Model)]);
        html.ShouldContain(AnswerPage.Text(document.Headline));
        html.ShouldEndWith("</html>\n");
    }

    public static TheoryData<string> Packages() => new(ShippedModels.Names);

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_IsComplete(string name)
    {
        var folder = ShippedModels.Folder(name);
        var header = PackageHeader.Read(folder).ShouldNotBeNull();
        ModelPackage.Problems(folder, header).ShouldBeEmpty();
        foreach (var role in (string[])["configuration", "recipe", "metrics", "card"])
            header.Files.ShouldContain(file => file.Role == role, $"{name} has no {role}");
        foreach (var word in (string[])["icence", "rained", "imit"])
            File.ReadAllText(Path.Combine(folder, "README.md")).ShouldContain(word);
        header.Files.Sum(file => file.Size).ShouldBeLessThan(12L << 20);
    }

    /// <summary>Every file in turn removed, cut, changed, and one too many: refused with its name, by whoever opens the package.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_AnyFileRemovedCutOrChanged_IsRefusedByName(string name)
    {
        var folder = Copy(name);
        string[] files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        foreach (var file in files)
        {
            var whole = File.ReadAllBytes(file);
            File.Delete(file);
            Refused(name, folder, file, "removed");
            File.WriteAllBytes(file, whole[..(whole.Length / 2)]);
            Refused(name, folder, file, "cut");
            whole[whole.Length / 3] ^= 1;
            File.WriteAllBytes(file, whole);
            Refused(name, folder, file, "changed");
            whole[whole.Length / 3] ^= 1;
            File.WriteAllBytes(file, whole);
        }

        var surplus = Path.Combine(folder, "model-99.safetensors");
        File.Copy(files[0], surplus);
        Refused(name, folder, surplus, "surplus");
        File.Delete(surplus);
        Open(name, folder);
    }

    [Theory]
    [MemberData(nameof(Techniques))]
    public void Training_SmallRecipe_MakesASealedPackage(string id)
    {
        if (!Module(id).Proof.HasSmallRecipe)
            return;
        var folder = Trained(Module(id));
        ModelPackage.Open(folder, id).ShouldNotBeNull().Files.ShouldContain(file => file.Role == "card");
        File.AppendAllText(Path.Combine(folder, "metrics.json"), " ");
        Should.Throw<DataFormatException>(() => Open(Module(id), folder)).Message.ShouldContain("metrics.json");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_OfNewerFormat_IsRefused(string name)
    {
        var folder = Copy(name);
        var header = Path.Combine(folder, PackageHeader.FileName);
        File.WriteAllText(
            header,
            File.ReadAllText(header).Replace("\"formatVersion\": 2", "\"formatVersion\": 99", StringComparison.Ordinal)
        );
        Should.Throw<DataFormatException>(() => Open(name, folder)).Message.ShouldContain("newer");
    }

    private static void Refused(string name, string folder, string file, string how) =>
        Should
            .Throw<DataFormatException>(() => Open(name, folder), $"{file} {how}")
            .Message.ShouldContain(Path.GetFileName(file), customMessage: how);

    /// <summary>Opens a copy of a package as its users do.</summary>
    private static void Open(string name, string folder)
    {
        var technique = PackageHeader.Read(ShippedModels.Folder(name))!.Technique;
        if (ShippedModels.IsBase(name))
            SpectrumImageBase.Load(folder, 1000);
        else
            Open(Module(technique), folder).Dispose();
    }

    private static AnsweringModel Open(TechniqueModule module, string folder)
    {
        var verb = module.Answers.ShouldNotBeNull();
        return verb.Open(folder, new SettingValues(verb.Settings, new Dictionary<string, object>()), new RunContext());
    }

    private string Copy(string name)
    {
        var (from, to) = (ShippedModels.Folder(name), Path.Combine(_folder, "copy"));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return to;
    }

    private static TechniqueModule Module(string id) => Registry.Find(id).ShouldNotBeNull();

    private (Learning.Answers.Answer Answer, AnswerDocument Document) Ask(string id, string model)
    {
        var module = Module(id);
        var folder = model.Length > 0 ? ShippedModels.Folder(model) : Trained(module);
        using var open = Open(module, folder);
        var sample = new Sample("probe", module.Proof.Probe(1));
        var answer = open.Answer(sample);
        return (answer, open.Describe(answer, sample));
    }

    private string Trained(TechniqueModule module)
    {
        var target = Path.Combine(_folder, "model");
        if (Directory.Exists(target))
            return target;
        var recipe = module.Proof.WriteSmallRecipe(Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName);
        module.Trains.ShouldNotBeNull().Train(recipe, target, new RunContext()).IsFinished.ShouldBeTrue();
        return target;
    }
}
