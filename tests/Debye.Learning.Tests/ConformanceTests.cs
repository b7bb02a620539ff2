using Debye.Learning.Answers;
using Debye.Learning.Techniques;
using Debye.Learning.Training;
using Debye.TestSupport;

namespace Debye.Learning.Tests;

/// <summary>What every technique and every model of it keeps to: one suite over the registry.</summary>
public sealed class ConformanceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-conformance").FullName;

    public static TheoryData<string> Techniques() => new(TechniqueRegistry.All.Modules.Select(module => module.Technique.Id));

    /// <summary>Techniques with a model: a shipped one, or one that is trained in seconds.</summary>
    public static TheoryData<string, string> Models()
    {
        var models = new TheoryData<string, string>();
        foreach (var module in TechniqueRegistry.All.Modules)
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
        var ids = TechniqueRegistry.All.Modules.Select(module => module.Technique.Id).ToArray();
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
    public void Answer_SameQuestion_SameProbableAnswer(string id, string model)
    {
        var (first, second) = (Ask(id, model), Ask(id, model));
        AnswerJson.Line(second.Document).ShouldBe(AnswerJson.Line(first.Document));
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

    [Theory]
    [MemberData(nameof(Models))]
    public void Answer_EveryWriter_PrintsIt(string id, string model)
    {
        var (answer, document) = Ask(id, model);
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

    private static TechniqueModule Module(string id) => TechniqueRegistry.All.Find(id).ShouldNotBeNull();

    private (Learning.Answers.Answer Answer, AnswerDocument Document) Ask(string id, string model)
    {
        var module = Module(id);
        var verb = module.Answers.ShouldNotBeNull();
        var folder = model.Length > 0 ? ShippedModels.Folder(model) : Trained(module);
        using var open = verb.Open(folder, new SettingValues(verb.Settings, new Dictionary<string, object>()), new RunContext());
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
