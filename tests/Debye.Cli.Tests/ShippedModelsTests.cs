using Debye.Learning.Techniques;
using Debye.TestSupport;
using ShippedModels = Debye.Models.ShippedModels;

namespace Debye.Cli.Tests;

public sealed class ShippedModelsTests
{
    [Fact]
    public void Names_AreTheFoldersOfTheRepository() =>
        ShippedModels
            .Names.Order(StringComparer.Ordinal)
            .ShouldBe(
                Directory
                    .GetDirectories(Path.Combine(SharedData.RepositoryRoot, "models"))
                    .Select(folder => Path.GetFileName(folder)!)
                    .Order(StringComparer.Ordinal)
            );

    [Fact]
    public void Folder_OfEveryModel_LiesBesideTheProgramAndHoldsEveryFile()
    {
        foreach (var name in ShippedModels.Names)
        {
            var folder = ShippedModels.Folder(name);
            folder.ShouldStartWith(AppContext.BaseDirectory);
            Files(folder).ShouldBe(Files(Path.Combine(SharedData.RepositoryRoot, "models", name)));
        }

        static IEnumerable<string> Files(string folder) =>
            Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file))
                .Order(StringComparer.Ordinal);
    }

    [Fact]
    public void XrdLibraryFile_IsTheOneThatIsUsedWhereNoneIsNamed() =>
        ModelPlaces.Find("xrd-library/materials-project.dbxl", File.Exists).ShouldBe(ShippedModels.XrdLibraryFile);

    [Fact]
    public void UsualModels_AreShipped()
    {
        foreach (var verb in TechniqueRegistry.All.Modules.Select(module => module.Answers))
            if (verb?.UsualModel is { } usual)
                ShippedModels.Names.ShouldContain(usual);
    }

    [Fact]
    public void Folder_UnknownName_Throws() => Should.Throw<ArgumentException>(() => ShippedModels.Folder("xrd"));
}
