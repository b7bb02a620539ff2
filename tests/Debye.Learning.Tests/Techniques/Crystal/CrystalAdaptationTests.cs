using Debye.Crystals;
using Debye.Learning.Techniques.Crystal;
using Debye.Learning.Techniques.Crystal.Adaptation;
using Debye.Learning.Training;

namespace Debye.Learning.Tests.Techniques.Crystal;

/// <summary>Small crystals whose calculated property is their mean atomic number, and whose measured one is 3 + 1.5 times that.</summary>
public sealed class CrystalAdaptationTests : IDisposable
{
    private const string BaseRecipe = """
        {
          "data": { "structures": "crystals.jsonl", "targets": "calculated.csv", "targetColumn": "z", "property": "meanZ", "unit": "1",
          "neverLearnFormulasOf": [ "apart.csv" ] },
          "graph": { "radiusAngstrom": 4, "neighbours": 6, "rule": "shells", "mergeEquivalentSites": true },
          "members": [
            { "kind": "hybrid", "count": 2, "network": { "channels": 8, "convolutions": 1, "hidden": 8 },
              "training": { "epochs": 25, "batchSize": 8, "schedule": { "baseRate": 0.02 } } },
            { "kind": "trees", "count": 2, "trees": { "rounds": 60, "learningRate": 0.2, "maxDepth": 3, "minimumChildWeight": 1 } } ],
          "crossFit": { "formulas": "measured.csv", "folds": 2 },
          "seed": 4
        }
        """;

    private const string Recipe = """
        {
          "data": { "structures": "crystals.jsonl", "targets": "measured.csv", "targetColumn": "z", "property": "meanZ", "unit": "1",
          "neverLearnFormulasOf": [ "apart.csv" ] },
          "baseRecipe": "base.json",
          "methods": [
            { "name": "mean", "kind": "mean", "isCandidate": false },
            { "name": "base", "kind": "base", "isCandidate": false },
            { "name": "line", "kind": "line" },
            { "name": "forest", "kind": "forest" },
            { "name": "boosting", "kind": "boosting" },
            { "name": "process", "kind": "process" },
            { "name": "frozen", "kind": "network", "epochs": 2, "freezeConvolutions": true },
            { "name": "moving", "kind": "network", "epochs": 2, "freezeConvolutions": true, "momentsMove": true },
            { "name": "gradual", "kind": "network", "epochs": 3, "unfreezeEvery": 1, "rateOfEarlier": 0.5 },
            { "name": "coral", "kind": "network", "epochs": 2, "alignment": "coral" },
            { "name": "discrepancy", "kind": "network", "epochs": 2, "alignment": "discrepancy" },
            { "name": "fresh", "kind": "network", "epochs": 2, "onBase": false, "isCandidate": false, "network": { "channels": 4,
            "convolutions": 1, "hidden": 4 } } ],
          "seeds": 2,
          "test": { "targets": "apart.csv", "headlineColumn": "mark", "headline": "yes" }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("debye-adapt").FullName;
    private readonly CrystalModel _model;

    public CrystalAdaptationTests()
    {
        var (lines, calculated, measured, apart) = (new List<string>(), "id,z\n", "id,formula,z\n", "id,formula,z,mark\n");
        for (var i = 0; i < 90; i++)
        {
            var (first, second) = (19 + (i % 9), 31 + (i / 9));
            var structure = new Structure
            {
                Id = $"c{i}",
                Lattice = Lattice.Cubic(3.6 + (0.01 * i)),
                Sites =
                [
                    new Site(new Species(first), new FractionalPosition(0, 0, 0)),
                    new Site(new Species(second), new FractionalPosition(0.5, 0.5, 0.5)),
                ],
            };
            lines.Add(StructureJsonLines.Format(structure));
            var mean = (first + second) / 2.0;
            if (i % 7 != 3)
                calculated += $"c{i},{mean}\n";
            if (i % 7 == 3)
                apart += $"c{i},{structure.Formula},{3 + (1.5 * mean)},{(i % 2 == 0 ? "yes" : "no")}\n";
            else if (i % 3 == 0)
                measured += $"c{i},{structure.Formula},{3 + (1.5 * mean)}\n";
        }

        Write("crystals.jsonl", string.Join('\n', lines) + "\n");
        Write("calculated.csv", calculated);
        Write("measured.csv", measured);
        Write("apart.csv", apart);
        Write("base.json", BaseRecipe);
        Write("adapt.json", Recipe);
        CrystalTraining.Run(At("base.json"), At("base"), new RunContext()).ShouldNotBeNull();
        _model = CrystalModelPackage.Load(At("base"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_LinearRelation_TheLineIsFoundAndTheTestIsOpenedOnce()
    {
        var result = CrystalAdaptation.Run(_model, At("adapt.json"), At("adapted"), openTest: true, 1, _ => { });
        var figures = result.Methods.ToDictionary(figure => figure.Name, StringComparer.Ordinal);
        figures["line"].Report.MeanAbsoluteError.ShouldBeLessThan(0.25 * figures["base"].Report.MeanAbsoluteError);
        figures["base"].Report.MeanAbsoluteError.ShouldBe(16.5, 3);
        figures.Values.Where(figure => figure.Name is "mean" or "base" or "fresh").ShouldAllBe(figure => figure.Weight == 0);
        figures.Values.Sum(figure => figure.Weight).ShouldBe(1, 1e-9);
        var test = result.Test.ShouldNotBeNull();
        test.Adapted.MeanAbsoluteError.ShouldBeLessThan(0.3 * figures["mean"].Report.MeanAbsoluteError);
        test.AdaptedHeadline.ShouldNotBeNull().Count.ShouldBeLessThan(test.Adapted.Count);
        test.Methods.Count.ShouldBe(12);
        test.Methods.Single(figure => figure.Name == "coral").Trainings.ShouldBe(2);
        Should
            .Throw<DataFormatException>(() => CrystalAdaptation.Run(_model, At("adapt.json"), At("adapted"), openTest: true, 1, _ => { }))
            .Message.ShouldContain("looked at before");
        var loaded = CrystalModelPackage.Load(At("adapted"));
        loaded.Base.ShouldNotBeNull().Members.Count.ShouldBe(4);
        var examples = CrystalSource.Read(At("apart.csv"), At("crystals.jsonl"), "z", "test", loaded, 1, _ => { });
        CrystalEvaluation.Of(loaded, examples, 1).Report.MeanAbsoluteError.ShouldBe(test.Adapted.MeanAbsoluteError, 1e-6);
    }

    /// <summary>Other values in the rows set apart change nothing of the choice or the model.</summary>
    [Fact]
    public void Run_OtherTestTargets_SameChoiceAndModel()
    {
        Write("adapt.json", Recipe.Replace("\"seeds\": 2", "\"seeds\": 1", StringComparison.Ordinal));
        CrystalAdaptation.Run(_model, At("adapt.json"), At("one"), openTest: true, 1, _ => { });
        Write("apart.csv", File.ReadAllText(At("apart.csv")).Replace(",yes", "9,yes", StringComparison.Ordinal));
        CrystalAdaptation.Run(_model, At("adapt.json"), At("two"), openTest: true, 1, _ => { });
        foreach (var file in (string[])["choice.json", "config.json", "metrics.json"])
            File.ReadAllText(At("two/" + file)).ShouldBe(File.ReadAllText(At("one/" + file)));
        File.ReadAllText(At("two/test.json")).ShouldNotBe(File.ReadAllText(At("one/test.json")));
    }

    [Fact]
    public void BaseValues_OfCrossFittedFormulas_ComeFromMembersThatLeftThemOut()
    {
        var rows = CrystalSource.Read(At("measured.csv"), At("crystals.jsonl"), "z", "test", _model, 1, _ => { });
        var crystals = rows.Select(row => row.Crystal).ToArray();
        var values = AdaptationData.BaseValues(_model, crystals, 1);
        using var predictor = new CrystalPredictor(_model);
        var answers = predictor.Predict(crystals);
        var weights = _model.Weights;
        for (var i = 0; i < values.Length; i++)
        {
            var own = _model.CrossFit!.Of(crystals[i].Formula);
            // Two members of each kind; the one numbered as the fold left it out.
            var expected =
                ((weights[0] + weights[1]) * answers[i].Members[own]) + ((weights[2] + weights[3]) * answers[i].Members[2 + own]);
            values[i].ShouldBe(expected, 1e-9);
        }
    }

    [Theory]
    [InlineData("\"seeds\": 2", "\"seeds\": 0", "seeds is 0")]
    [InlineData("\"name\": \"line\"", "\"name\": \"mean\"", "two methods have one name")]
    [InlineData("\"baseRecipe\": \"base.json\",", "", "baseRecipe is missing")]
    [InlineData("\"unit\": \"1\"", "\"unit\": \"eV\"", "the model predicts meanZ (1)")]
    public void Run_BadRecipes_OneLine(string from, string to, string expected)
    {
        Write("adapt.json", Recipe.Replace(from, to, StringComparison.Ordinal));
        var message = Should
            .Throw<DataFormatException>(() => CrystalAdaptation.Run(_model, At("adapt.json"), At("adapted"), openTest: false, 1, _ => { }))
            .Message;
        message.ShouldContain(expected);
        message.ShouldNotContain("\n");
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);
}
